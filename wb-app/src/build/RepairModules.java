import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Makes a folder of jars boot as a module path: {@code java RepairModules.java jars mods}.
 *
 * <p>A jar whose descriptor cannot resolve (it exports a package it lacks, requires a module that is nowhere, or shares
 * a folder of resources with another jar) becomes an automatic module of the same name. A jar of shaded classes loses
 * the unshaded packages that another jar owns. Every other jar is linked unchanged. The result is resolved as a whole,
 * and what remains wrong ends with exit code 1.
 */
final class RepairModules {
    private static final String SHADED = "org.nd4j.shade.";

    private final Set<String> modules;
    private final Map<String, Integer> owners = new HashMap<>();

    private RepairModules(List<Jar> jars) {
        this.modules = names(ModuleFinder.ofSystem());
        for (Jar jar : jars) {
            modules.add(jar.module);
            jar.folders.forEach(folder -> owners.merge(folder, 1, Integer::sum));
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: java RepairModules.java <folder of jars> <folder to create>");
            System.exit(2);
        }
        Path source = Path.of(arguments[0]);
        Path target = Files.createDirectory(Path.of(arguments[1]));
        try (Stream<Path> files = Files.list(source)) {
            List<Jar> jars = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(Jar.read(file));
            }
            RepairModules repair = new RepairModules(jars);
            for (Jar jar : jars) {
                repair.write(jar, target.resolve(jar.file.getFileName()));
            }
            ModuleFinder finder = ModuleFinder.of(target);
            Configuration.empty().resolve(finder, ModuleFinder.ofSystem(), names(finder));
            System.out.println(jars.size() + " modules resolve in " + target);
        } catch (FindException | ResolutionException e) {
            System.err.println("the modules of " + source + " do not resolve: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Set<String> names(ModuleFinder finder) {
        return finder.findAll().stream()
                .map(found -> found.descriptor().name())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void write(Jar jar, Path target) throws IOException {
        Optional<String> fault = jar.descriptor.flatMap(descriptor -> fault(jar, descriptor));
        Set<String> foreign = foreignPackages(jar);
        if (fault.isEmpty() && foreign.isEmpty()) {
            link(jar.file, target);
            return;
        }
        fault.ifPresent(text -> System.out.println(target.getFileName() + " " + text + "; made automatic"));
        foreign.forEach(name -> System.out.println(target.getFileName() + " also holds " + name + "; dropped"));
        jar.rewrite(target, foreign);
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            Files.copy(file, target);
        }
    }

    private Optional<String> fault(Jar jar, ModuleDescriptor descriptor) {
        Stream<String> exports = descriptor.exports().stream().map(ModuleDescriptor.Exports::source);
        Stream<String> opens = descriptor.opens().stream().map(ModuleDescriptor.Opens::source);
        Stream<String> absent = Stream.concat(exports, opens)
                .filter(name -> !jar.folders.contains(name))
                .map(name -> "exports or opens the absent package " + name);
        Stream<String> unresolved = descriptor.requires().stream()
                .filter(required -> !required.modifiers().contains(Modifier.STATIC))
                .filter(required -> !modules.contains(required.name()))
                .map(required -> "requires the absent module " + required.name());
        Stream<String> shared = jar.folders.stream()
                .filter(name -> owners.get(name) > 1 && !jar.packages.contains(name))
                .map(name -> "shares the folder " + name + " of resources");
        return Stream.of(absent, unresolved, shared).flatMap(Stream::sorted).findFirst();
    }

    private Set<String> foreignPackages(Jar jar) {
        boolean shaded = jar.packages.stream().anyMatch(name -> name.startsWith(SHADED));
        return jar.packages.stream()
                .filter(name -> shaded && owners.get(name) > 1 && !name.startsWith(SHADED))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A jar and what it owns: an explicit module every folder, an automatic one only the packages (of classes). */
    private record Jar(
            Path file,
            String module,
            Optional<ModuleDescriptor> descriptor,
            Set<String> folders,
            Set<String> packages) {

        static Jar read(Path file) throws IOException {
            try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
                Set<String> packages = folders(jar, ".class");
                JarEntry info = jar.getJarEntry("module-info.class");
                if (info == null) {
                    String name = names(ModuleFinder.of(file)).iterator().next();
                    return new Jar(file, name, Optional.empty(), packages, packages);
                }
                try (InputStream in = jar.getInputStream(info)) {
                    ModuleDescriptor descriptor = ModuleDescriptor.read(in);
                    return new Jar(file, descriptor.name(), Optional.of(descriptor), folders(jar, ""), packages);
                }
            }
        }

        private static Set<String> folders(JarFile jar, String suffix) {
            return jar.versionedStream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().endsWith(suffix))
                    .map(entry -> folder(entry.getName()))
                    .filter(name -> name.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static String folder(String entry) {
            return entry.substring(0, Math.max(0, entry.lastIndexOf('/'))).replace('/', '.');
        }

        void rewrite(Path target, Set<String> without) throws IOException {
            try (JarFile in = new JarFile(file.toFile(), false)) {
                Manifest manifest = new Manifest();
                if (in.getManifest() != null) {
                    manifest.getMainAttributes().putAll(in.getManifest().getMainAttributes());
                }
                manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
                manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
                try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
                    out.putNextEntry(entry(JarFile.MANIFEST_NAME));
                    manifest.write(out);
                    for (JarEntry entry : Collections.list(in.entries())) {
                        String name = entry.getName();
                        if (name.matches("(.*/)?module-info\\.class|META-INF/(MANIFEST\\.MF|[^/]*\\.(SF|RSA|DSA|EC))")
                                || without.contains(folder(name))) {
                            continue;
                        }
                        out.putNextEntry(entry(name));
                        in.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }

        // The same at any time and in any time zone, so that two builds give equal bytes.
        private static JarEntry entry(String name) {
            JarEntry entry = new JarEntry(name);
            entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
            return entry;
        }
    }
}
