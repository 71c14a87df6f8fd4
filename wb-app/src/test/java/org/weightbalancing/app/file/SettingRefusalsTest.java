package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the wrong type or range, in a file and on the command line, are told with their place. */
final class SettingRefusalsTest {

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            batch: many | 8:12: stages[0].batch is 'many'; expected a whole number
            batch: 1.5 | 8:12: stages[0].batch is '1.5'; expected a whole number
            batch: 010 | 8:12: stages[0].batch is '010'; expected a whole number
            batch: [1] | 8:12: stages[0].batch is a list; expected a whole number
            batch: 0 | 8:12: stages[0].batch is 0; allowed: 1 to 65536
            batch: 99999999999 | 8:12: stages[0].batch is 99999999999; allowed: up to 2147483647
            momentum: high | 8:15: stages[0].momentum is 'high'; expected a number
            momentum: 1 | 8:15: stages[0].momentum is 1; allowed: 0 to below 1
            momentum: -0.1 | 8:15: stages[0].momentum is -0.1; allowed: 0 to below 1
            momentum: .nan | 8:15: stages[0].momentum is '.nan'; expected a number
            restart-classifier: yes | 8:25: stages[0].restart-classifier is 'yes'; expected true or false
            keep: best | 8:11: stages[0].keep is 'best'; allowed: last, best-on-validation, best-on-test
            keep: lsat | 8:11: stages[0].keep is 'lsat'; did you mean 'last'? allowed: last, best-on-validation, best-on-test
            regularizers: l2-normalization | 8:19: stages[0].regularizers is 'l2-normalization'; expected a list of mappings
            schedule: {name: cosine, minimum: .inf} | 8:39: stages[0].schedule.minimum is .inf; allowed: finite numbers, at least 0
            schedule: {name: multi-step, epochs: []} | 8:42: stages[0].schedule.epochs has length 0; allowed: at least 1
            schedule: {name: multi-step, epochs: [3, x]} | 8:46: stages[0].schedule.epochs[1] is 'x'; expected a whole number
            """)
        void wrongTypesAndRangesAreTold(String setting, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    " + setting + "\n")).containsExactly("x.yaml:" + problem);
        }

        @Test
        void listsOfTheWrongLengthAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.mean=[0.5]"))
                    .containsExactly(
                            "--set data.normalization.mean=[0.5]: data.normalization.mean has length 1; allowed: 3");
            assertThat(Yaml.problems(Yaml.SMALLEST, "stages=[]"))
                    .containsExactly("--set stages=[]: stages has length 0; allowed: at least 1");
        }

        @Test
        void infiniteItemsAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.mean=[0, .inf, 0]"))
                    .containsExactly(
                            "--set data.normalization.mean=[0, .inf, 0]: data.normalization.mean[1] is infinite;"
                                    + " allowed: finite numbers");
        }
    }

    @Nested
    class Sets {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            epochs | expected path=value, such as stages[0].epochs=3
            =3 | expected path=value, such as stages[0].epochs=3
            a..b=3 | expected path=value, such as stages[0].epochs=3
            a[x]=3 | expected path=value, such as stages[0].epochs=3
            sed=3 | unknown key 'sed' at the top level; did you mean 'seed'? allowed: name, preset, seed, data, model, stages, post-hoc, evaluation
            seed= | seed has no value; expected a whole number
            seed=x | seed is 'x'; expected a whole number
            seed=[ | not YAML: while parsing a flow node, expected the node content, but found '<stream end>'
            stages[1].epochs=3 | stages has no item 1; allowed: 0 to 0
            stages.featurs.epochs=3 | stages has no item named 'featurs'; did you mean 'features'? there are: features
            data[0]=3 | data is not a list in the file
            seed.x=3 | seed is a mapping; expected a whole number
            data.source.folder=x | unknown key 'folder' in data.source; allowed: name
            """)
        void problemsNameTheText(String set, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST, set)).containsExactly("--set " + set + ": " + problem);
        }

        @Test
        void ambiguousNamesAreRefused() {
            String twice = "data.augmentation=[pad-crop, pad-crop]";
            assertThat(Yaml.problems(Yaml.SMALLEST, twice, "data.augmentation.pad-crop.pad=2"))
                    .containsExactly("--set data.augmentation.pad-crop.pad=2: data.augmentation has several items named"
                            + " 'pad-crop'; use an index");
        }
    }
}
