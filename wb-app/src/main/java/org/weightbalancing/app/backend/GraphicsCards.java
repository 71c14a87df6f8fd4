package org.weightbalancing.app.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the NVIDIA driver which devices are there, through its command {@code nvidia-smi}. */
final class GraphicsCards {
    private static final System.Logger LOG = System.getLogger(GraphicsCards.class.getName());
    private static final int SECONDS = 10;

    private GraphicsCards() {}

    /** The compute capabilities of the devices in the driver's order; empty without a driver, a device or an answer. */
    static List<ComputeCapability> capabilities() {
        return capabilities(List.of("nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader"), SECONDS);
    }

    static List<ComputeCapability> capabilities(List<String> command, int seconds) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.log(System.Logger.Level.WARNING, "{0} gave no answer in {1} s", command.get(0), seconds);
                return List.of();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines()
                    .map(ComputeCapability::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "No {0} here: {1}", command.get(0), e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
