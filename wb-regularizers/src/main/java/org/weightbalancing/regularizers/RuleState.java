package org.weightbalancing.regularizers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bytes that hold the memory of a rule: "WBRS", the version of the format (int), who wrote them (modified UTF-8), and then
 * what that one wrote; numbers are big-endian.
 */
final class RuleState {

    private static final int MAGIC = 0x57425253;
    private static final int VERSION = 1;

    /** Writes what is remembered. */
    @FunctionalInterface
    interface Writer {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads what was remembered; throws an IOException for what it cannot have written. */
    @FunctionalInterface
    interface Reader<T> {
        T from(DataInputStream in) throws IOException;
    }

    private RuleState() {}

    /** Returns the memory of a rule of any kind; empty if it has none. */
    static byte[] of(Regularizer rule) {
        return rule instanceof Resumable resumable ? resumable.state() : new byte[0];
    }

    /**
     * Gives a rule of any kind its memory back.
     *
     * @throws IllegalArgumentException if the bytes are not its own, or it has no memory and there are bytes
     */
    static void restore(Regularizer rule, byte[] state) {
        if (rule instanceof Resumable resumable) {
            resumable.restore(state);
        } else if (state.length > 0) {
            throw new IllegalArgumentException("state of " + rule + " has " + state.length
                    + " bytes, but 0 are required: this rule remembers nothing");
        }
    }

    static byte[] write(String owner, Writer memory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(owner);
            memory.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("state of " + owner + " cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads all of the bytes.
     *
     * @throws IllegalArgumentException if they are of something else, of another version or owner, end early, go on too
     *     long, or hold what the reader refuses
     */
    static <T> T read(String owner, byte[] state, Reader<T> memory) {
        String name = "state of " + owner;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            require(in.readInt() == MAGIC, name + " does not begin with \"WBRS\", so it is none of a rule");
            int version = in.readInt();
            require(version == VERSION, name + " has version " + version + ", but " + VERSION + " is required");
            String writer = in.readUTF();
            require(writer.equals(owner), name + " was written by " + writer);
            T read = memory.from(in);
            require(in.available() == 0, name + " goes on for " + in.available() + " bytes after its end");
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + ", of " + state.length + " bytes, is cut off or damaged: " + e, e);
        }
    }

    /** Reads how many items follow. */
    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
