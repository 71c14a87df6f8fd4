package org.weightbalancing.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.system.Doctor;
import org.weightbalancing.app.system.Fact;
import org.weightbalancing.model.LayerPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether wb can run here. */
@Command(
        name = "doctor",
        description =
                "Check Java, backend, layers, threads, memory, modules and data, and say what to do about faults.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(List.of(data.path(System.getenv())), Backend::start, DoctorCommand::library);
        List<Fact> facts = doctor.facts();
        Doctor.print(facts, spec.commandLine().getOut());
        return facts.stream().anyMatch(fact -> fact.level() == Fact.Level.FAULT) ? ExitCode.BACKEND : ExitCode.OK;
    }

    private static String library() {
        return LayerPath.of(DataType.FLOAT) == LayerPath.ND4J ? "ND4J" : "oneDNN";
    }
}
