package org.weightbalancing.app.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small study for the tests of its folder. */
final class Studies {

    static final Duration STALE = Duration.ofMinutes(2);

    static final SearchSpace SPACE =
            SearchSpace.of(Dimension.of("decay", new LogUniform(1e-4, 1)), Dimension.of("batch", Choice.of(32, 64)));

    static final StudyDescription DESCRIPTION =
            new StudyDescription(SPACE, Goal.maximise(), "random", Map.of("startup", "10"), 7, Budget.trials(20));

    private Studies() {}

    static Proposal proposal(double decay) {
        List<Double> point = List.of(decay, 0.25);
        return new Proposal(point, SPACE.at(point), OptionalInt.empty(), OptionalInt.empty());
    }

    /** The owner that a process of this machine was, whose number another process has by now. */
    static Owner dead() {
        Owner here = Owner.here();
        return new Owner(here.host(), here.machine(), here.pid(), "long ago");
    }

    /** A process of another machine. */
    static Owner foreign() {
        return new Owner("apollo", "apollo/boot/pid/user", 4711, "12345");
    }

    static TrialFolders folders(Path study) {
        return new TrialFolders(study.resolve("trials"));
    }

    /** A first claim in the name of another process. */
    static ClaimNote claimAs(Path study, int number, Owner owner, String journal) {
        ClaimNote note = new ClaimNote(
                number, proposal(0.5), 1, 1, "id-" + number, owner, Instant.parse("2026-01-31T12:00:00.123456789Z"));
        if (!new Claiming(folders(study), Owner.here()).claim(note, journal.getBytes(StandardCharsets.UTF_8))) {
            throw new AssertionError("trial " + number + " is there already");
        }
        return note;
    }

    static void complete(Claim claim, double score) {
        claim.ended(TrialStatus.COMPLETE, OptionalDouble.of(score), Map.of(), Optional.empty());
    }

    /** All files by name with their time and content. */
    static Map<String, String> snapshot(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(file -> files.put(folder.relativize(file).toString(), facts(file)));
        }
        return files;
    }

    private static String facts(Path file) {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            return time + (Files.isRegularFile(file) ? " " + Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
