package org.weightbalancing.data;

import org.weightbalancing.data.random.RandomStream;

/** A small colour image of floats, 0 to 1, to paint on. */
final class Canvas {
    static final int SIDE = 32;
    static final int CHANNELS = 3;

    private final float[] values = new float[SIDE * SIDE * CHANNELS];

    /** Covers everything with a slope of colour, from one in the corner the direction points away from to the other. */
    void ground(float[] from, float[] to, double rowPart) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double share = (rowPart * row + (1 - rowPart) * column) / (SIDE - 1);
                for (int c = 0; c < CHANNELS; c++) {
                    values[at(row, column) + c] = (float) (from[c] + share * (to[c] - from[c]));
                }
            }
        }
    }

    void blend(int row, int column, double cover, float[] colour) {
        int at = at(row, column);
        for (int c = 0; c < CHANNELS; c++) {
            values[at + c] += (float) (cover * (colour[c] - values[at + c]));
        }
    }

    /** Multiplies by 1 in the middle and 1 +- the slopes at the edges. */
    void light(double rowSlope, double columnSlope) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double factor =
                        1 + rowSlope * (2.0 * row / (SIDE - 1) - 1) + columnSlope * (2.0 * column / (SIDE - 1) - 1);
                for (int c = 0; c < CHANNELS; c++) {
                    values[at(row, column) + c] *= (float) factor;
                }
            }
        }
    }

    void noise(double deviation, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (deviation * random.nextBell());
        }
    }

    void writeTo(byte[] pixels, int offset) {
        for (int i = 0; i < values.length; i++) {
            pixels[offset + i] = (byte) Math.max(0, Math.min(255, Math.round(values[i] * 255)));
        }
    }

    private static int at(int row, int column) {
        return (row * SIDE + column) * CHANNELS;
    }
}
