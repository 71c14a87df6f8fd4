package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is wrong with a file is told exactly, with its place. */
final class ExperimentRefusalsTest {

    private static final String STAGE_KEYS =
            "name, from, trains, input, views, epochs, batch, sampler, loss, learning-rate,"
                    + " momentum, schedule, regularizers, keep, restart-classifier, batch-norm, head, feature-norm, mixing, teacher,"
                    + " averaging";

    @Nested
    class Yamls {
        @Test
        void emptyFilesAreRefused() {
            String message = "x.yaml: is empty; an experiment needs at least name, data, model and stages";
            assertThat(Yaml.problems("")).containsExactly(message);
            assertThat(Yaml.problems("# only a comment\n")).containsExactly(message);
        }

        @Test
        void brokenYamlIsRefused() {
            assertThat(Yaml.problems("name: [a\n"))
                    .containsExactly(
                            "x.yaml:1:7: not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream"
                                    + " end>");
            assertThat(Yaml.problems("a: b: c\n"))
                    .containsExactly("x.yaml:1:5: not YAML: mapping values are not allowed here");
        }

        @Test
        void otherThanAMappingIsRefused() {
            assertThat(Yaml.problems("- a\n"))
                    .containsExactly("x.yaml:1:1: the experiment is a list; expected a mapping of keys");
            assertThat(Yaml.problems("hello\n"))
                    .containsExactly("x.yaml:1:1: the experiment is 'hello'; expected a mapping of keys");
        }

        @Test
        void secondDocumentsAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "---\nname: b\n"))
                    .containsExactly("x.yaml:9:1: a second YAML document; a file holds one experiment");
        }

        @Test
        void duplicateKeysAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    epochs: 3\n"))
                    .containsExactly("x.yaml:8:5: duplicate key 'epochs' in stages[0]; first given in line 6");
            assertThat(Yaml.problems(Yaml.SMALLEST + "name: b\n"))
                    .containsExactly("x.yaml:8:1: duplicate key 'name' at the top level; first given in line 1");
        }

        @Test
        void aliasesAreRefused() {
            assertThat(Yaml.problems("name: &n a\nseed: *n\n"))
                    .containsExactly("x.yaml:2:7: alias '*n'; write the value out");
        }
    }

    @Nested
    class Keys {
        @Test
        void unknownKeysNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    momentun: 0.8\n"))
                    .containsExactly(
                            "x.yaml:8:5: unknown key 'momentun' in stages[0]; did you mean 'momentum'? allowed: "
                                    + STAGE_KEYS);
            assertThat(Yaml.problems(Yaml.SMALLEST + "quux: 1\n"))
                    .containsExactly(
                            "x.yaml:8:1: unknown key 'quux' at the top level; allowed: name, preset, seed, data, model,"
                                    + " stages, post-hoc, evaluation");
        }

        @Test
        void unknownKeysOfComponentsNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    loss: {name: class-balanced-cross-entropy, beat: 0.9}\n"))
                    .containsExactly(
                            "x.yaml:8:48: unknown key 'beat' in stages[0].loss; did you mean 'beta'? allowed: name,"
                                    + " beta");
            assertThat(Yaml.problems(
                            Yaml.SMALLEST + "    regularizers: [{name: weight-decay, decay: 1, cadens: once}]\n"))
                    .containsExactly(
                            "x.yaml:8:51: unknown key 'cadens' in stages[0].regularizers[0]; did you mean 'cadence'?"
                                    + " allowed: name, decay, on, classes, cadence");
        }

        @Test
        void missingKeysAreNamed() {
            assertThat(Yaml.problems("name: a\n"))
                    .containsExactly(
                            "x.yaml:1:1: the experiment misses required key 'data' (The images.)",
                            "x.yaml:1:1: the experiment misses required key 'model' (The network.)",
                            "x.yaml:1:1: the experiment misses required key 'stages' (Stages of training, run in this"
                                    + " order.)");
            assertThat(Yaml.problems(Yaml.SMALLEST.replace("    epochs: 200\n", "")))
                    .containsExactly(
                            "x.yaml:5:5: stages[0] misses required key 'epochs' (Passes over the training images.)");
        }

        @Test
        void keysWithoutAValueAreNamed() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    batch:\n"))
                    .containsExactly("x.yaml:8:11: stages[0].batch has no value; expected a whole number");
            assertThat(Yaml.problems(Yaml.SMALLEST + "evaluation:\n"))
                    .containsExactly("x.yaml:8:12: evaluation is nothing; expected a mapping of keys");
        }

        @Test
        void unknownComponentsNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    loss: cross-entrpy\n"))
                    .singleElement()
                    .asString()
                    .startsWith("x.yaml:8:11: unknown loss 'cross-entrpy' in stages[0].loss; did you mean"
                            + " 'cross-entropy'? known: balanced-softmax, class-balanced-cross-entropy,"
                            + " class-balanced-focal, ");
            assertThat(Yaml.problems(Yaml.SMALLEST + "    regularizers: [{name: dropout}]\n"))
                    .containsExactly("x.yaml:8:27: unknown regularizer 'dropout' in stages[0].regularizers[0]; known:"
                            + " decoupled-weight-decay, l2-normalization, max-norm, tau-normalization, weight-decay");
            assertThat(Yaml.problems(Yaml.SMALLEST + "    schedule: {timing: after-epoch}\n"))
                    .containsExactly(
                            "x.yaml:8:15: stages[0].schedule misses required key 'name' (which schedule); known:"
                                    + " constant, cosine, multi-step");
        }
    }

    @Test
    void allProblemsAreToldAtOnceInReadingOrder() {
        String text = """
                name: a
                sed: 3
                data: {source: cifar-1000, long-tail: {imbalance: 0.5}}
                model: {architecture: resnet-21}
                stages:
                  - {name: b, epochs: x, learning-rate: 1}
                """;
        assertThat(Yaml.problems(text, "evaluation.batch=0"))
                .extracting(problem -> problem.replaceFirst(";.*", ""))
                .containsExactly(
                        "x.yaml:2:1: unknown key 'sed' at the top level",
                        "x.yaml:3:16: unknown source 'cifar-1000' in data.source",
                        "x.yaml:3:51: data.long-tail.imbalance is 0.5",
                        "x.yaml:4:23: model.architecture is 'resnet-21'",
                        "x.yaml:6:23: stages[0].epochs is 'x'",
                        "--set evaluation.batch=0: evaluation.batch is 0");
    }
}
