package org.weightbalancing.app.experiment;

import com.google.inject.Module;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.Set;

/**
 * A Guice module that adds components to the catalog, and the jar or folder it comes from.
 *
 * @param module name of its class
 * @param file it was loaded from, if that is one
 * @param packages of the classes that a network may be of on its account
 */
public record PlugIn(String module, Optional<Path> file, Set<String> packages) {

    static PlugIn of(Module module) {
        return new PlugIn(
                module.getClass().getName(),
                Optional.ofNullable(module.getClass().getProtectionDomain().getCodeSource())
                        .flatMap(PlugIn::file),
                packages(module.getClass()));
    }

    // On the class path nothing tells which packages belong together, so that the class's own must do.
    private static Set<String> packages(Class<?> module) {
        return module.getModule().isNamed() ? module.getModule().getPackages() : Set.of(module.getPackageName());
    }

    private static Optional<Path> file(CodeSource source) {
        try {
            boolean onDisk = source.getLocation() != null
                    && source.getLocation().getProtocol().equals("file");
            return onDisk ? Optional.of(Path.of(source.getLocation().toURI())) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a location that a class was loaded from is a URI", e);
        }
    }

    /** The jar, if there is one whose content can be told by a hash. */
    public Optional<Path> jar() {
        return file.filter(Files::isRegularFile);
    }
}
