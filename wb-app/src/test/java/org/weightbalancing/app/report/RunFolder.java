package org.weightbalancing.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run directory that a test writes file by file. */
record RunFolder(Path path) {

    RunFolder with(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complete run of three classes with 200, 50 and 5 training images. */
    RunFolder complete(String methods) {
        return with("experiment.yaml", "name: small\n")
                .with("provenance.json", "{\"status\": \"complete\"}")
                .with("report.json", """
                        {"shot-groups": {"many-above": 100, "few-below": 20}, "train-counts": [200, 50, 5],
                         "class-names": ["cat", "dog", "axolotl"], "methods": [%s]}
                        """.formatted(methods));
    }

    ReportedRun read() {
        return ReportedRun.read(path, "run");
    }
}
