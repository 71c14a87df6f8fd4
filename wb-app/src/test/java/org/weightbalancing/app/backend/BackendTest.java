package org.weightbalancing.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.JavaProcess;

final class BackendTest {
    @Test
    void theInstalledBackendStartsAndNamesItsBuild() {
        Backend backend = Backend.start();
        assertThat(backend.artifact()).isEqualTo("nd4j-native");
        assertThat(backend.version()).isEqualTo("1.0.0-M2.1");
        assertThat(backend.classifier()).matches("(linux|macosx|windows)-.+");
    }

    @Test
    void aLibraryTellsTheBackendItWasUnpackedFrom() {
        assertThat(Backend.ofLibrary("/c/nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx512.jar/org/x/libjnind4jcpu.so"))
                .contains(new Backend("nd4j-native", "1.0.0-M2.1", "linux-x86_64-onednn-avx512"));
        assertThat(Backend.ofLibrary("C:\\c\\nd4j-cuda-11.6-1.0.0-M2.1-windows-x86_64.jar\\org\\x\\jnind4jcuda.dll"))
                .contains(new Backend("nd4j-cuda-11.6", "1.0.0-M2.1", "windows-x86_64"));
        assertThat(Backend.ofLibrary("/c/openblas-0.3.19-1.5.7-linux-x86_64.jar/org/x/libopenblas.so.0"))
                .isEmpty();
        assertThat(Backend.ofLibrary("/usr/lib/libgomp.so.1")).isEmpty();
    }

    @Test
    void withoutABackendTheStartIsRefusedInOneSentence() throws IOException, InterruptedException {
        assertThat(startWithout(jar -> jar.startsWith("nd4j-native-1")))
                .isEqualTo("No ND4J backend is installed: build wb for the CPU with ./mvnw clean package -DskipTests,"
                        + " or for an NVIDIA GPU with ./mvnw -Pcuda clean package -DskipTests.");
    }

    @Test
    void withoutItsNativeHalfTheStartIsRefusedInOneSentence() throws IOException, InterruptedException {
        assertThat(startWithout(jar -> jar.matches("nd4j-native-\\d.*-(linux|macosx|windows)-.*")))
                .startsWith("The native half of nd4j-native for ")
                .endsWith(" is missing: build wb on this machine with ./mvnw clean package -DskipTests,"
                        + " or name another build with -Dnd4j.native.classifier.");
    }

    private static String startWithout(Predicate<String> jar) throws IOException, InterruptedException {
        JavaProcess.Result result =
                JavaProcess.run("-cp", JavaProcess.classPathWithout(jar), "-Xmx256m", BackendStart.class.getName());
        assertThat(result.exit()).as(result.toString()).isEqualTo(BackendStart.REFUSED);
        assertThat(result.err()).isEmpty();
        return result.out().strip();
    }

    /** Starts the backend and prints the refusal. */
    static final class BackendStart {
        static final int REFUSED = 42;

        private BackendStart() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("started " + Backend.start());
            } catch (BackendException e) {
                System.out.println(e.getMessage());
                System.exit(REFUSED);
            }
        }
    }
}
