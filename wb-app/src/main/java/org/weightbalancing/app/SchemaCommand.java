package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.ExperimentSchema;
import org.weightbalancing.app.file.SearchSchema;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the schema of experiment or search files. */
@Command(
        name = "schema",
        description = {
            "Write the JSON Schema (draft 2020-12) of experiment files, or of search files, plug-ins included.",
            "Editors complete and check a file by it whose first line is "
                    + "'# yaml-language-server: $$schema=experiment.schema.json'."
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it to a file, replacing what was there, instead of printing it.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--search", description = "Write the schema of search files, not that of experiment files.")
    private boolean search;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.load();
        String schema = search ? SearchSchema.of(catalog) : ExperimentSchema.of(catalog);
        if (output.isPresent()) {
            folder(output.get()).write(output.get().getFileName().toString(), schema);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(schema);
            out.flush();
        }
        return ExitCode.OK;
    }

    private RunDirectory folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .filter(parent -> !Files.isDirectory(file))
                .map(RunDirectory::new)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--output is " + file + ", but must be a file"));
    }
}
