package org.weightbalancing.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4jBackend;

final class BackendFaultTest {
    private static final ComputeCapability AMPERE = new ComputeCapability(8, 6);
    private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);

    @Test
    void oneCpuBackendIsNoFault() {
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CPU), List.of(), false))
                .isEmpty();
    }

    @Test
    void noBackendNamesBothBuilds() {
        assertThat(BackendFault.beforeStart(List.of(), List.of(), false))
                .contains("No ND4J backend is installed: build wb for the CPU with ./mvnw clean package -DskipTests,"
                        + " or for an NVIDIA GPU with ./mvnw -Pcuda clean package -DskipTests.");
    }

    @Test
    void twoBackendsAreNamed() {
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CPU, BackendFault.CUDA), List.of(AMPERE), false))
                .contains(
                        "Several ND4J backends are installed (nd4j-native and nd4j-cuda-11.6) where exactly one is needed:"
                                + " build wb for the CPU with ./mvnw clean package -DskipTests, or for an NVIDIA GPU with"
                                + " ./mvnw -Pcuda clean package -DskipTests.");
    }

    @Test
    void aForeignBackendIsNamedByItsClass() {
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CPU, "my.Backend"), List.of(), false))
                .hasValueSatisfying(text -> assertThat(text).contains("(nd4j-native and my.Backend)"));
    }

    @Test
    void servedAndUnknownDevicesAreNoFault() {
        List<String> cuda = List.of(BackendFault.CUDA);
        assertThat(BackendFault.beforeStart(cuda, List.of(AMPERE), false)).isEmpty();
        assertThat(BackendFault.beforeStart(cuda, List.of(), false)).isEmpty();
    }

    @Test
    void aDeviceWithoutKernelsIsRefusedEvenIfChosen() {
        String refusal =
                "An NVIDIA device has compute capability 9.0, and nd4j-cuda-11.6 holds kernels for 3.7 and 5.0 to 8.9"
                        + " only: build wb for the CPU with ./mvnw clean package -DskipTests.";
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CUDA), List.of(HOPPER), false))
                .contains(refusal);
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CUDA), List.of(HOPPER), true))
                .contains(refusal);
    }

    @Test
    void amongMixedDevicesTheUserMustChoose() {
        List<ComputeCapability> mixed = List.of(AMPERE, HOPPER);
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CUDA), mixed, false))
                .contains(
                        "An NVIDIA device has compute capability 9.0, and nd4j-cuda-11.6 holds kernels for 3.7 and 5.0 to"
                                + " 8.9 only: name the other devices in CUDA_VISIBLE_DEVICES, or build wb for the CPU with"
                                + " ./mvnw clean package -DskipTests.");
        assertThat(BackendFault.beforeStart(List.of(BackendFault.CUDA), mixed, true))
                .isEmpty();
    }

    @Test
    void anAbsentNativeHalfNamesThePlatformAndTheProperty() {
        Throwable failure = nested(
                new UnsatisfiedLinkError("Could not find jnind4jcpu in class, module, and library paths."),
                "no jnind4jcpu in java.library.path: /usr/lib");
        assertThat(BackendFault.atStart(BackendFault.CPU, "macosx-arm64", failure))
                .isEqualTo("The native half of nd4j-native for macosx-arm64 is missing: build wb on this machine with"
                        + " ./mvnw clean package -DskipTests, or name another build with -Dnd4j.native.classifier.");
    }

    @Test
    void anAbsentCudaHalfNamesTheProfile() {
        Throwable failure = nested(
                new UnsatisfiedLinkError("Could not find jnind4jcuda in class, module, and library paths."),
                "no jnind4jcuda in java.library.path: /usr/lib");
        assertThat(BackendFault.atStart(BackendFault.CUDA, "linux-x86_64", failure))
                .isEqualTo(
                        "The native half of nd4j-cuda-11.6 for linux-x86_64 is missing: build wb on this machine with"
                                + " ./mvnw -Pcuda clean package -DskipTests.");
    }

    @Test
    void anAbsentDriverIsNamed() {
        String message =
                "nd4j-cuda-11.6 finds no NVIDIA driver (libcuda.so.1): install the driver, or build wb for the CPU"
                        + " with ./mvnw clean package -DskipTests.";
        Throwable link = nested(
                new UnsatisfiedLinkError(
                        "/c/libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file or directory"),
                "no jnicudart in java.library.path: /usr/lib");
        assertThat(BackendFault.atStart(BackendFault.CUDA, "linux-x86_64", link))
                .isEqualTo(message);
        // ND4J passes over a backend that is not available and keeps the reason to itself.
        Throwable passedOver = new ExceptionInInitializerError(new IllegalStateException(
                new Nd4jBackend.NoAvailableBackendException("Please ensure that you have an nd4j backend")));
        assertThat(BackendFault.atStart(BackendFault.CUDA, "linux-x86_64", passedOver))
                .isEqualTo(message);
    }

    @Test
    void anAbsentCudaToolkitNamesTheLibrary() {
        Throwable failure = nested(
                new UnsatisfiedLinkError(
                        "/c/libjnicublas.so: libcublas.so.11: cannot open shared object file: No such file or directory"),
                "no jnicublas in java.library.path: /usr/lib");
        assertThat(BackendFault.atStart(BackendFault.CUDA, "linux-x86_64", failure))
                .isEqualTo(
                        "nd4j-cuda-11.6 finds no CUDA 11.6 (libcublas.so.11): install it and put its libraries on the"
                                + " library path, or build wb for the CPU with ./mvnw clean package -DskipTests.");
    }

    @Test
    void anAbsentSystemLibraryIsNamed() {
        Throwable failure = nested(
                new UnsatisfiedLinkError(
                        "/c/libnd4jcpu.so: libgomp.so.1: cannot open shared object file: No such file or directory"),
                "no jnind4jcpu in java.library.path: /usr/lib");
        assertThat(BackendFault.atStart(BackendFault.CPU, "linux-x86_64", failure))
                .isEqualTo("The system library libgomp.so.1, which nd4j-native needs, is missing: install it.");
    }

    @Test
    void anythingElseIsToldByItsRoot() {
        Throwable failure = new ExceptionInInitializerError(
                new IllegalStateException("outer", new IllegalArgumentException("dtype is 'floot'")));
        assertThat(BackendFault.atStart(BackendFault.CPU, "linux-x86_64", failure))
                .isEqualTo("nd4j-native does not start on linux-x86_64:"
                        + " java.lang.IllegalArgumentException: dtype is 'floot'.");
    }

    /** As ND4J and JavaCPP nest them: initializer, "missing dependencies", the last attempt, the first attempt. */
    private static Throwable nested(UnsatisfiedLinkError first, String last) {
        UnsatisfiedLinkError link = new UnsatisfiedLinkError(last);
        link.initCause(first);
        return new ExceptionInInitializerError(
                new IllegalStateException("ND4J is probably missing dependencies.", link));
    }
}
