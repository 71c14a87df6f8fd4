package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** What this process brings to the disk through channels, as the virtual machine itself records it. */
final class ForcedPaths {

    private static final String EVENT = "jdk.FileForce";

    private ForcedPaths() {}

    /** Something that writes. */
    @FunctionalInterface
    interface Writing {
        void write() throws IOException;
    }

    /** The folder as often as it is brought to the disk meanwhile. */
    static List<String> among(Path folder, Writing writing) throws IOException {
        Path file = Files.createTempFile("forced", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withoutThreshold();
            recording.start();
            writing.write();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT))
                    .map(event -> event.getString("path"))
                    .filter(folder.toString()::equals)
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
