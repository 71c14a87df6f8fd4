package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.search.Uniform;

final class TrialsCsvTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("loss", new Choice(List.of("a, \"b\"", Map.of("name", "focal")))),
            Dimension.of("few", new Uniform(0, 1)));

    @TempDir
    private Path folder;

    private static final List<TrialRecord> TRIALS = List.of(
            new TrialRecord(
                    0,
                    new Proposal(
                            List.of(0.1, 0.1),
                            new Parameters(Map.of("loss", "a, \"b\"", "few", 1.0 / 3)),
                            OptionalInt.of(9),
                            OptionalInt.of(4)),
                    TrialStatus.COMPLETE,
                    OptionalDouble.of(0.1 + 0.2),
                    Map.of("few", 0.25, "ece", Double.NaN),
                    new TreeMap<>(),
                    Optional.empty(),
                    "host-1",
                    Instant.parse("2026-01-02T03:04:05Z"),
                    1.5),
            new TrialRecord(
                    1,
                    Proposal.of(List.of(0.9, 0.1), new Parameters(Map.of("loss", Map.of("name", "focal")))),
                    TrialStatus.TIMED_OUT,
                    OptionalDouble.empty(),
                    Map.of(),
                    new TreeMap<>(),
                    Optional.of("too slow"),
                    "host-1",
                    Instant.parse("2026-01-02T03:04:06Z"),
                    60));

    private static final String TEXT = """
            number,status,score,budget,parent,seconds,host,started,loss,few,ece,measure.few
            0,complete,0.30000000000000004,9,4,1.5,host-1,2026-01-02T03:04:05Z,"a, ""b""\",0.3333333333333333,,0.25
            1,timed-out,,,,60.0,host-1,2026-01-02T03:04:06Z,"{""name"":""focal""}",,,
            """;

    @Test
    void everythingReadsBackEqual() {
        assertThat(TrialsCsv.text(SPACE, TRIALS)).isEqualTo(TEXT);
    }

    @Test
    void aStudyWithoutTrialsHasAHeader() {
        assertThat(TrialsCsv.text(SPACE, List.of()))
                .isEqualTo("number,status,score,budget,parent,seconds,host,started,loss,few\n");
    }

    @Test
    void theFileIsReplaced() throws IOException {
        Files.writeString(folder.resolve("trials.csv"), "old");
        TrialsCsv.write(folder, SPACE, TRIALS);
        assertThat(folder.resolve("trials.csv")).hasContent(TEXT);
        assertThat(folder).isDirectoryContaining("glob:**trials.csv").isDirectoryNotContaining("glob:**.part");
    }
}
