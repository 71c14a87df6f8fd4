package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrialProcessTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static TrialProcess process(Optional<String> features, int parallel) {
        return new TrialProcess(TrialProcessTest.class, Path.of("study"), Path.of("data"), features, parallel);
    }

    private static List<String> command(Optional<String> features) {
        List<String> command = process(features, 2).of(12, Optional.empty()).command();
        return command.subList(command.indexOf("trial"), command.size());
    }

    private static Map<String, String> divided(int parallel, Optional<String> gpu, Map<String, String> before) {
        Map<String, String> environment = new HashMap<>(before);
        process(Optional.empty(), parallel).divide(environment, gpu);
        return environment;
    }

    @Test
    void theProcessRunsTheTrialOnTheDataOfThisOne() {
        assertThat(command(Optional.empty())).containsExactly("trial", "study", "12", "--data", "data");
        assertThat(command(Optional.of("mine")))
                .containsExactly("trial", "study", "12", "--data", "data", "--features", "mine");
        assertThat(process(Optional.empty(), 2).of(12, Optional.empty()).command())
                .contains("-XX:MaxRAMPercentage=12.5", TrialProcessTest.class.getName());
    }

    @Test
    void itHasItsShareOfTheProcessorsUnlessTheUserSaysWhatATrialHas() {
        assertThat(divided(1, Optional.empty(), Map.of()))
                .isEqualTo(Map.of("OMP_NUM_THREADS", Integer.toString(PROCESSORS)));
        assertThat(divided(1000, Optional.empty(), Map.of())).isEqualTo(Map.of("OMP_NUM_THREADS", "1"));
        assertThat(divided(1000, Optional.empty(), Map.of("OMP_NUM_THREADS", "3")))
                .isEqualTo(Map.of("OMP_NUM_THREADS", "3"));
        assertThat(divided(1000, Optional.of("7"), Map.of("CUDA_VISIBLE_DEVICES", "0,7")))
                .isEqualTo(Map.of("OMP_NUM_THREADS", "1", "CUDA_VISIBLE_DEVICES", "7"));
    }

    @Test
    void itsEnvironmentSaysSo() {
        Map<String, String> environment =
                process(Optional.empty(), 2).of(0, Optional.of("7")).environment();
        assertThat(environment)
                .containsEntry("OMP_NUM_THREADS", Integer.toString(TrialProcess.threads(System.getenv(), 2)))
                .containsEntry("CUDA_VISIBLE_DEVICES", "7");
    }
}
