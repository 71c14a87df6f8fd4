package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.system.Memory;

/** A report by hand as text and as JSON. */
final class BenchReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MIB = 1 << 20;
    private static final Schedule SCHEDULE = new Schedule(2, 2, 1);
    private static final Measurement WB = new Measurement(List.of(List.of(100.0, 110.0), List.of(120.0, 130.0)));
    private static final Measurement OTHER = new Measurement(List.of(List.of(50.0), List.of(500.0)));

    private static ObjectNode here() {
        ObjectNode here = MAPPER.createObjectNode();
        here.putObject("software")
                .put("wb", "0.1.0")
                .put("commit", "abc")
                .put("uncommitted-changes", "false")
                .put("backend", "nd4j-native:1")
                .put("layers", "direct")
                .put("java", "17 of X");
        here.putObject("machine")
                .put("os", "Linux 6")
                .put("architecture", "amd64")
                .put("cpu", "A chip")
                .put("processors", 2)
                .put("threads", 1)
                .put("load-average", 0.251);
        return here.put("started", "2026-11-24T10:00:00Z");
    }

    private static BenchReport report(ObjectNode here, Optional<String> against, Memory memory) {
        Map<String, String> convolutions = new LinkedHashMap<>();
        convolutions.put("stem-conv", "direct");
        convolutions.put("a", "nd4j");
        convolutions.put("b", "direct");
        return new BenchReport(
                new BenchReport.Workload("resnet20", 100, 64, SCHEDULE),
                here,
                Map.of(Task.TRAIN, convolutions),
                memory,
                List.of(new TaskResult(Task.TRAIN, WB, against.map(name -> OTHER))),
                against.map(name -> new BenchReport.Opponent(name, SCHEDULE.forStock(), List.of("Fast 1.0"))));
    }

    private static final Memory MEMORY = new Memory(OptionalLong.of(300 * MIB), OptionalLong.of(400 * MIB), 50 * MIB);

    @Test
    void theTextHasFactsSpeedsAndPairs() {
        assertThat(BenchText.of(report(here(), Optional.of("python3 x.py"), MEMORY))
                        .lines()
                        .map(String::stripTrailing))
                .containsExactly(
                        "network       resnet20, 100 classes, batches of 64",
                        "steps         2 rounds of 2, after 1 to warm up",
                        "convolutions  train: 2 direct, 1 nd4j",
                        "against       python3 x.py",
                        "              Fast 1.0",
                        "              2 rounds of 1, after 1 to warm up",
                        "wb            0.1.0, commit abc",
                        "backend       nd4j-native:1",
                        "Java          17 of X",
                        "system        Linux 6, amd64",
                        "processors    2 (A chip), threads 1",
                        "load          0.25 at the start, 2026-11-24T10:00:00Z",
                        "memory        300 MiB, at most 400 MiB; Java heap 50 MiB",
                        "",
                        "images/s         median     best  steps   median of each round",
                        "train wb          115.0    130.0      4   105.0  125.0",
                        "train other       275.0    500.0      2   50.0  500.0",
                        "",
                        "pair                 wb    other    ratio",
                        "train 1           105.0     50.0     2.10",
                        "train 2           125.0    500.0     0.25",
                        "train median                         1.18  from 0.25 to 2.10");
    }

    @Test
    void whatIsUndefinedIsNotAvailableInText() {
        ObjectNode here = here();
        here.withObjectProperty("machine").putNull("load-average");
        Memory unknown = new Memory(OptionalLong.empty(), OptionalLong.empty(), MIB);
        assertThat(BenchText.of(report(here, Optional.empty(), unknown)))
                .contains("n/a at the start")
                .contains("n/a, at most n/a; Java heap 1 MiB")
                .doesNotContain("against", "pair", "other");
    }

    @Test
    void theJsonHasEveryNumber() throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(BenchJson.text(report(here(), Optional.of("stock"), MEMORY)));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "network",
                        "classes",
                        "batch",
                        "schedule",
                        "software",
                        "machine",
                        "started",
                        "convolutions",
                        "memory",
                        "against",
                        "train",
                        "infer");
        assertThat(json.at("/schedule").toString()).isEqualTo("{\"rounds\":2,\"steps\":2,\"warmup\":1}");
        assertThat(json.at("/machine/load-average").doubleValue()).isEqualTo(0.251);
        assertThat(json.at("/convolutions/train").toString())
                .isEqualTo("{\"stem-conv\":\"direct\",\"a\":\"nd4j\",\"b\":\"direct\"}");
        assertThat(json.at("/memory").toString())
                .isEqualTo("{\"resident-bytes\":314572800,\"peak-resident-bytes\":419430400,\"heap-bytes\":52428800}");
        assertThat(json.at("/against").toString())
                .isEqualTo("{\"command\":\"stock\",\"schedule\":{\"rounds\":2,\"steps\":1,\"warmup\":1},"
                        + "\"remarks\":[\"Fast 1.0\"]}");
        assertThat(json.at("/train/wb").toString())
                .isEqualTo("{\"median\":115.0,\"best\":130.0,\"steps\":4,\"round-medians\":[105.0,125.0],"
                        + "\"rounds\":[[100.0,110.0],[120.0,130.0]]}");
        assertThat(json.at("/train/other/median").doubleValue()).isEqualTo(275);
        assertThat(json.at("/train/pairs").toString())
                .isEqualTo(
                        "[{\"wb\":105.0,\"other\":50.0,\"ratio\":2.1},{\"wb\":125.0,\"other\":500.0,\"ratio\":0.25}]");
        assertThat(json.at("/train/ratio").toString()).isEqualTo("{\"median\":1.175,\"min\":0.25,\"max\":2.1}");
        assertThat(json.get("infer").isNull()).isTrue();
        assertThat(json.at("/convolutions/infer").isNull()).isTrue();
    }

    @Test
    void whatIsUndefinedIsNullInJson() throws JsonProcessingException {
        Memory unknown = new Memory(OptionalLong.empty(), OptionalLong.empty(), MIB);
        JsonNode json = MAPPER.readTree(BenchJson.text(report(here(), Optional.empty(), unknown)));
        for (String path : List.of(
                "/against", "/memory/resident-bytes", "/memory/peak-resident-bytes", "/train/other", "/train/ratio")) {
            assertThat(json.at(path).isNull()).as(path).isTrue();
        }
        assertThat(json.at("/train/pairs").isArray()).isTrue();
        assertThat(json.at("/train/pairs")).isEmpty();
    }
}
