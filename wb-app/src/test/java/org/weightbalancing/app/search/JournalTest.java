package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JournalTest {

    private static final String STARTED = "{\"trial\":12,\"event\":\"started\",\"seconds\":0.25}\n";
    private static final String FIRST = "{\"trial\":12,\"event\":\"value\",\"seconds\":0.5,\"step\":1,\"value\":0.5}\n";
    private static final String SECOND =
            "{\"trial\":12,\"event\":\"value\",\"seconds\":0.75,\"step\":3,\"value\":\"NaN\"}\n";
    private static final String END = "{\"trial\":12,\"event\":\"ended\",\"seconds\":1.5,\"status\":\"complete\","
            + "\"score\":0.625,\"measures\":{\"ece\":\"Infinity\",\"few\":0.25}}\n";
    private static final String WHOLE = STARTED + FIRST + SECOND + END;

    private static Journal parse(String text) {
        return Journal.parse("journal.jsonl", 12, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wholeJournalIsRead() {
        Journal journal = parse(WHOLE);
        assertThat(journal.curve()).containsExactly(entry(1, 0.5), entry(3, Double.NaN));
        assertThat(journal.end())
                .contains(new TrialEnd(
                        TrialStatus.COMPLETE,
                        OptionalDouble.of(0.625),
                        Map.of("ece", Double.POSITIVE_INFINITY, "few", 0.25),
                        Optional.empty()));
        assertThat(journal.seconds()).isEqualTo(1.5);
        assertThat(journal.released()).isFalse();
        assertThat(journal.faults()).isEmpty();
        assertThat(journal.torn()).isEmpty();
    }

    @Test
    void cutAtAnyByteItsWholeLinesCount() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= whole.length; length++) {
            Journal journal = Journal.parse("journal.jsonl", 12, Arrays.copyOf(whole, length));
            int first = STARTED.length() + FIRST.length();
            int second = first + SECOND.length();
            assertThat(journal.curve()).as("cut at %d", length).hasSize(length >= second ? 2 : length >= first ? 1 : 0);
            assertThat(journal.end().isPresent()).as("cut at %d", length).isEqualTo(length == whole.length);
            assertThat(journal.faults()).as("cut at %d", length).isEmpty();
            boolean atAnEnd =
                    List.of(0, STARTED.length(), first, second, whole.length).contains(length);
            assertThat(journal.torn().isEmpty()).as("cut at %d", length).isEqualTo(atAnEnd);
        }
    }

    @Test
    void tornLineIsToldWithFileAndLine() {
        assertThat(parse(STARTED + "{\"trial\":12,\"eve").torn())
                .contains("journal.jsonl, line 2 is torn and does not count: {\"trial\":12,\"eve");
    }

    @Test
    void whatFollowsTheEndDoesNotCount() {
        String later = END.replace("0.625", "0.875").replace("1.5", "2.5");
        Journal journal = parse(WHOLE + later + FIRST.replace("\"step\":1", "\"step\":9") + "no JSON\n");
        assertThat(journal).isEqualTo(parse(WHOLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"trial":12,"event":"val                                                            | journal.jsonl, line 2 is not JSON in line 1
                    {"trial":13,"event":"value","seconds":1,"step":1,"value":9}                         | journal.jsonl, line 2: trial is 13, expected is the trial of the folder, 12
                    {"trial":12,"event":"value","seconds":1,"step":0,"value":9}                         | journal.jsonl, line 2: step is 0, expected is 1 or more
                    {"trial":12,"event":"value","seconds":1,"step":1.5,"value":9}                       | journal.jsonl, line 2: step is 1.5, expected is a whole number
                    {"trial":12,"event":"value","seconds":1,"step":7,"value":"big"}                     | journal.jsonl, line 2: value is "big", expected is a number
                    {"trial":12,"event":"value","seconds":1,"step":7}                                   | journal.jsonl, line 2: value is missing, expected is a number
                    {"trial":12,"event":"slept","seconds":1}                                            | journal.jsonl, line 2: event is "slept", expected is started, value, ended, released
                    {"trial":12,"event":"ended","seconds":1,"status":"done","measures":{}}              | journal.jsonl, line 2: status is "done", expected is complete, pruned, failed, timed-out or lost
                    {"trial":12,"event":"ended","seconds":1,"status":"complete","measures":{}}          | journal.jsonl, line 2: a trial ends as complete without a score
                    {"trial":12,"event":"ended","seconds":1,"status":"complete","score":"NaN","measures":{}} | journal.jsonl, line 2: the score of a trial is NaN
                    {"trial":12,"event":"ended","seconds":1,"status":"running","measures":{}}           | journal.jsonl, line 2: a trial cannot end as running
                    {"trial":12,"event":"released","seconds":1}{"trial":12}                             | journal.jsonl, line 2 is not JSON in line 1
                    []                                                                                  | journal.jsonl, line 2 is no JSON object but []
                    """)
    void damagedLineIsToldAndDoesNotCount(String line, String fault) {
        Journal journal = parse(STARTED + line + "\n" + FIRST + SECOND + END);
        assertThat(journal.faults())
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith(fault).endsWith("; the line does not count"));
        Journal whole = parse(WHOLE);
        assertThat(journal.curve()).isEqualTo(whole.curve());
        assertThat(journal.end()).isEqualTo(whole.end());
        assertThat(journal.seconds()).isEqualTo(1.5);
        assertThat(journal.released()).isFalse();
    }

    @Property(seed = "1", tries = 500)
    void damagedLineKeepsNoOtherFromBeingRead(@ForAll @IntRange(min = 0, max = 1000) int position, @ForAll byte value) {
        byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
        bytes[position % STARTED.length()] = value;
        Journal journal = Journal.parse("journal.jsonl", 12, bytes);
        assertThat(journal.end()).isEqualTo(parse(WHOLE).end());
        assertThat(journal.curve()).containsEntry(3, Double.NaN);
    }

    @Property(seed = "1", tries = 500)
    void anyBytesAreReadAndEndNothing(@ForAll byte[] bytes) {
        assertThat(Journal.parse("journal.jsonl", 12, bytes).end()).isEmpty();
    }
}
