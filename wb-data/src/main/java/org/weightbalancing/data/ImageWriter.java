package org.weightbalancing.data;

import java.util.Arrays;

/** Writes one placed, normalised image as floats, straight from its bytes. */
final class ImageWriter {
    private final int height;
    private final int width;
    private final int channels;
    private final Layout layout;
    private final float[] table;

    ImageWriter(ImageSet set, Normalization normalization, Layout layout) {
        this.height = set.height();
        this.width = set.width();
        this.channels = set.channels();
        this.layout = layout;
        this.table = normalization.table();
    }

    void write(byte[] store, int offset, Placement placement, float[] target, int at) {
        if (layout == Layout.NHWC) {
            writeInterleaved(store, offset, placement, target, at);
        } else {
            for (int c = 0; c < channels; c++) {
                writePlane(store, offset, c, placement, target, at + c * height * width);
            }
        }
    }

    private void writePlane(byte[] store, int offset, int channel, Placement placement, float[] target, int at) {
        Placement.Axis rows = placement.rows();
        Placement.Axis columns = placement.columns();
        int base = channel << 8;
        int stride = columns.step() * channels;
        Arrays.fill(target, at, at + rows.from() * width, table[base]);
        for (int y = rows.from(); y < rows.to(); y++) {
            int out = at + y * width;
            int in = offset + (rows.source(y) * width + columns.source(columns.from())) * channels + channel;
            Arrays.fill(target, out, out + columns.from(), table[base]);
            for (int x = columns.from(); x < columns.to(); x++, in += stride) {
                target[out + x] = table[base + (store[in] & 0xff)];
            }
            Arrays.fill(target, out + columns.to(), out + width, table[base]);
        }
        Arrays.fill(target, at + rows.to() * width, at + height * width, table[base]);
    }

    private void writeInterleaved(byte[] store, int offset, Placement placement, float[] target, int at) {
        Placement.Axis rows = placement.rows();
        Placement.Axis columns = placement.columns();
        int rowLength = width * channels;
        int skip = columns.step() * channels - channels;
        pad(target, at, at + rows.from() * rowLength);
        for (int y = rows.from(); y < rows.to(); y++) {
            int out = at + y * rowLength;
            int in = offset + (rows.source(y) * width + columns.source(columns.from())) * channels;
            pad(target, out, out + columns.from() * channels);
            int end = out + columns.to() * channels;
            for (int to = out + columns.from() * channels; to < end; in += skip) {
                for (int base = 0; base < table.length; base += 256) {
                    target[to++] = table[base + (store[in++] & 0xff)];
                }
            }
            pad(target, end, out + rowLength);
        }
        pad(target, at + rows.to() * rowLength, at + height * rowLength);
    }

    private void pad(float[] target, int from, int to) {
        for (int i = from; i < to; ) {
            for (int base = 0; base < table.length; base += 256) {
                target[i++] = table[base];
            }
        }
    }
}
