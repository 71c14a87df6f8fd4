package org.weightbalancing.app.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.yaml.Where;

/** Reads the text of an experiment file: UTF-8, and no more of it than an experiment can need. */
final class ExperimentText {

    /** The most bytes of a file. */
    static final int LARGEST = 256 << 10;

    private ExperimentText() {}

    /**
     * Reads the text of a file.
     *
     * @throws ExperimentException if it cannot be read, is larger than {@link #LARGEST} bytes or not UTF-8
     */
    static String read(Path file) {
        byte[] bytes = bytes(file);
        if (bytes.length > LARGEST) {
            throw new ExperimentException(
                    file + ": is larger than 256 KiB (" + LARGEST + " bytes), which no experiment needs");
        }
        if (utf16(bytes)) {
            throw new ExperimentException(file + ": is a text in UTF-16; save it as UTF-8");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult end = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (end.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int start = text.lastIndexOf('\n') + 1;
            Where where = new Where(file.toString(), line, text.codePointCount(start, text.length()) + 1);
            throw new ExperimentException(String.format(
                    "%s: is not a text in UTF-8: byte 0x%02X; save it as UTF-8", where, bytes[in.position()]));
        }
        return text;
    }

    private static boolean utf16(byte[] bytes) {
        boolean bigEndian = bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
        boolean littleEndian = bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
        return bigEndian || littleEndian;
    }

    /** At most one byte more than is allowed. */
    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new ExperimentException(file + ": no such file");
        } catch (IOException e) {
            throw new ExperimentException(
                    file + ": " + (Files.isDirectory(file) ? "is a folder" : "cannot be read: " + reason(e)));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException fault && fault.getReason() != null ? fault.getReason() : e.toString();
    }
}
