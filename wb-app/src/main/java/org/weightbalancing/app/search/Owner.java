package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The process that a claim belongs to.
 *
 * @param host name of its machine, for people
 * @param machine what it shares exactly with the processes that it sees and that see it: host, boot, process namespace and
 *     user; two machines may have one name, and a process number says nothing of a process of another container
 * @param pid its number
 * @param start when it started, in the words of its system: a number may be used again
 */
record Owner(String host, String machine, long pid, String start) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final String UNKNOWN = "unknown";

    // In /proc/PID/stat, counted from the state, which follows the last bracket.
    private static final int STATE = 0;
    private static final int START = 19;

    /** This process. */
    static Owner here() {
        long pid = ProcessHandle.current().pid();
        String host = hostName();
        String machine = String.join(
                "/",
                host,
                line(PROCESSES.resolve("sys/kernel/random/boot_id")).orElse(UNKNOWN),
                namespace(),
                System.getProperty("user.name", UNKNOWN));
        return new Owner(host, machine, pid, start(pid).orElse(UNKNOWN));
    }

    private static String hostName() {
        return line(PROCESSES.resolve("sys/kernel/hostname")).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return UNKNOWN;
            }
        });
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            // Another system than Linux.
            return Optional.empty();
        }
    }

    private static Optional<String> start(long pid) {
        // Not the handle's instant where it can be helped: it is counted from a clock that may have been set since.
        return Files.exists(PROCESSES.resolve("self/stat"))
                ? start(PROCESSES, pid)
                : ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> process.info()
                        .startInstant()
                        .map(Object::toString)
                        .orElse(UNKNOWN));
    }

    /**
     * When the process of a number started.
     *
     * @param processes folder in which each has one of the name of its number
     * @return nothing if there is none that still runs; unknown if there may be one
     */
    static Optional<String> start(Path processes, long pid) {
        Path process = processes.resolve(Long.toString(pid));
        try {
            String text = new String(Files.readAllBytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
            List<String> fields =
                    List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
            boolean dead = fields.get(STATE).equals("Z") || fields.get(STATE).equals("X");
            return dead ? Optional.empty() : Optional.of(fields.get(START));
        } catch (IOException e) {
            // A process that ends while it is read is an error of its own; only a folder that is not there tells that.
            return Files.notExists(process) ? Optional.empty() : Optional.of(UNKNOWN);
        }
    }

    /**
     * Whether this process can tell of that one whether it runs. Not where a machine does not name its boot, as another one
     * may have the same name then.
     */
    boolean sees(Owner other) {
        boolean bootUnknown = machine.startsWith(host + "/" + UNKNOWN + "/");
        return bootUnknown ? equals(other) : machine.equals(other.machine);
    }

    /** Whether this process no longer runs, as one knows that sees it. */
    boolean gone() {
        return start(pid)
                .filter(now -> now.equals(start) || now.equals(UNKNOWN) || start.equals(UNKNOWN))
                .isEmpty();
    }

    /** The process for the names of files: three words of letters, digits and underlines, with hyphens between. */
    String tag() {
        return seal() + "-" + pid + "-" + start.replaceAll("\\W", "_");
    }

    private String seal() {
        return UUID.nameUUIDFromBytes(machine.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** Whether the process of a tag is one that this process sees, and it no longer runs. */
    boolean knowsGone(String tag) {
        String[] words = tag.split("-", -1);
        if (!words[0].equals(seal())) {
            return false;
        }
        Owner other = new Owner(host, machine, Long.parseLong(words[1]), words[2]);
        return sees(other) && other.gone();
    }

    /** Whether this is the other process, or one that it was started by, directly or not. */
    boolean startedOrIs(Owner other) {
        if (!machine.equals(other.machine) || gone()) {
            return false;
        }
        Optional<ProcessHandle> ancestor = ProcessHandle.of(other.pid);
        while (ancestor.isPresent() && ancestor.get().pid() != pid) {
            ancestor = ancestor.get().parent();
        }
        return ancestor.isPresent();
    }

    /** Such as "process 4711 on apollo". */
    String words() {
        return "process " + pid + " on " + host;
    }

    void write(ObjectNode node) {
        node.put("host", host).put("machine", machine).put("pid", pid).put("process-start", start);
    }

    static Owner parse(StoredObject node) {
        return new Owner(node.text("host"), node.text("machine"), node.longWhole("pid"), node.text("process-start"));
    }
}
