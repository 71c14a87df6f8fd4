package org.weightbalancing.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The state of the sources that wb was built from.
 *
 * @param commit of the checkout that the launcher belongs to, or "unknown" outside one
 * @param dirty "true", "false" or "unknown": whether tracked files differ from the commit
 */
record SourceState(String commit, String dirty) {

    private static final String UNKNOWN = "unknown";
    private static final long PATIENCE_SECONDS = 10;

    static SourceState of(Path home) {
        Optional<String> commit = git(home, "rev-parse", "HEAD");
        Optional<String> changes = commit.flatMap(known -> git(home, "status", "--porcelain", "--untracked-files=no"));
        return new SourceState(
                commit.orElse(UNKNOWN),
                changes.map(text -> Boolean.toString(!text.isEmpty())).orElse(UNKNOWN));
    }

    private static Optional<String> git(Path home, String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = home.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
