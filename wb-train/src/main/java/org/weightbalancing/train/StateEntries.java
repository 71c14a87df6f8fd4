package org.weightbalancing.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The entries of a state's zip. */
final class StateEntries {

    private static final String HEADER = "state.json";
    private static final Pattern PART = Pattern.compile("[a-z0-9./-]+");

    private final ZipFile zip;
    private final long size;

    /** Reads from a file of a size, which no entry can exceed as none is compressed. */
    StateEntries(ZipFile zip, long size) {
        this.zip = zip;
        this.size = size;
    }

    static void requireNames(Collection<String> parts) {
        for (String name : parts) {
            if (!PART.matcher(name).matches() || name.contains("..")) {
                throw new IllegalArgumentException("name of a part is \"" + name
                        + "\", allowed are a to z, digits, dots, dashes and slashes, without \"..\"");
            }
        }
    }

    static void write(ZipOutputStream zip, TrainingState state, Map<String, byte[]> parts) throws IOException {
        zip.setLevel(0);
        Map<String, byte[]> orderedParts = new TreeMap<>(parts);
        Map<String, INDArray> arrays = new TreeMap<>(state.arrays());
        put(zip, HEADER, StateHeader.of(state, orderedParts).bytes());
        for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
            zip.putNextEntry(new ZipEntry(arrayEntry(array.getKey())));
            ArrayBytes.write(array.getValue(), zip);
            zip.closeEntry();
        }
        for (Map.Entry<String, byte[]> part : orderedParts.entrySet()) {
            put(zip, partEntry(part.getKey()), part.getValue());
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        OutputStream out = zip;
        out.write(bytes);
        zip.closeEntry();
    }

    private static String arrayEntry(String name) {
        return "arrays/" + name + ".bin";
    }

    private static String partEntry(String name) {
        return "parts/" + name;
    }

    SavedState read() throws IOException {
        StateHeader header = StateHeader.read(read(HEADER, -1, InputStream::readAllBytes));
        requireNames(header.parts().keySet());
        requireEntries(header);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, StateHeader.Array> array : header.arrays().entrySet()) {
            StateHeader.Array form = array.getValue();
            long bytes = Math.multiplyExact(form.length(), (long) form.type().width());
            arrays.put(array.getKey(), read(arrayEntry(array.getKey()), bytes, form::read));
        }
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> part : header.parts().entrySet()) {
            parts.put(part.getKey(), read(partEntry(part.getKey()), part.getValue(), InputStream::readAllBytes));
        }
        return new SavedState(header.state(arrays), parts);
    }

    private void requireEntries(StateHeader header) throws IOException {
        Set<String> expected = new TreeSet<>(Set.of(HEADER));
        header.arrays().keySet().forEach(name -> expected.add(arrayEntry(name)));
        header.parts().keySet().forEach(name -> expected.add(partEntry(name)));
        List<String> found = zip.stream().map(ZipEntry::getName).sorted().toList();
        if (!found.equals(List.copyOf(expected))) {
            throw new ZipException("it has entries " + found + ", allowed are " + expected);
        }
    }

    /** Reads one entry to its end; a ZipFile does not compare check sums itself. */
    private <T> T read(String name, long length, Reading<T> reading) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("it has no entry " + name);
        }
        if (entry.getSize() < 0 || entry.getSize() > size || (length >= 0 && entry.getSize() != length)) {
            throw new ZipException("entry " + name + " has " + entry.getSize() + " bytes"
                    + (length >= 0 ? ", allowed are " + length : " in a file of " + size));
        }
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            T value = reading.from(in);
            if (in.read() >= 0 || sum.getValue() != entry.getCrc()) {
                throw new ZipException("entry " + name + " does not have its check sum");
            }
            return value;
        }
    }

    /** What is made of the bytes of an entry. */
    private interface Reading<T> {
        T from(InputStream in) throws IOException;
    }
}
