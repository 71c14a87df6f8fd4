package org.weightbalancing.app.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The version of wb that runs, and the state of the sources that it was built from, as the build wrote them into the
 * manifest of its jar.
 *
 * @param version such as 0.1.0, or "development" outside a jar
 * @param commit of the checkout, or "unknown" outside one
 * @param dirty "true", "false" or "unknown": whether files differed from the commit
 */
public record SourceState(String version, String commit, String dirty) {

    private static final String UNKNOWN = "unknown";

    /** Reads the manifest of the jar that this class is in. */
    public static SourceState read() {
        URL own = SourceState.class.getResource(SourceState.class.getSimpleName() + ".class");
        String text = String.valueOf(own);
        int end = text.indexOf("!/");
        if (!text.startsWith("jar:") || end < 0) {
            return new SourceState("development", UNKNOWN, UNKNOWN);
        }
        try (InputStream in = URI.create(text.substring(0, end) + "!/META-INF/MANIFEST.MF")
                .toURL()
                .openStream()) {
            return of(new Manifest(in).getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest of " + text + " cannot be read", e);
        }
    }

    static SourceState of(Attributes manifest) {
        return new SourceState(
                value(manifest, "Implementation-Version"),
                value(manifest, "Implementation-Commit"),
                value(manifest, "Implementation-Commit-Dirty"));
    }

    // Outside a checkout the build leaves the name of the property that it could not fill.
    private static String value(Attributes manifest, String key) {
        return Optional.ofNullable(manifest.getValue(key))
                .filter(text -> !text.startsWith("${"))
                .orElse(UNKNOWN);
    }
}
