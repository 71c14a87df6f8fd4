package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;

final class ProvenanceCheckTest {

    @TempDir
    private Path folder;

    @Test
    void methodsOfAJarThatIsNotThereAreNamed() {
        RunDirectory run = RunDirectory.create(folder.resolve("plugged"));
        run.write(
                RunDirectory.PROVENANCE,
                "{\"plug-ins\": [{\"module\": \"my.methods.Bindings\", \"file\": \"/jars/my-methods.jar\"}]}");
        assertThatThrownBy(() -> ProvenanceCheck.requirePlugIns(Yaml.CATALOG, run))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("the run used the methods of my.methods.Bindings, which is not here; name"
                        + " /jars/my-methods.jar in WB_PLUGINS");
        run.write(RunDirectory.PROVENANCE, "{\"plug-ins\": []}");
        ProvenanceCheck.requirePlugIns(Yaml.CATALOG, run);
    }
}
