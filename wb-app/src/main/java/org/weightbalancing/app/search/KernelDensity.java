package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.Random;

/**
 * A mixture of one normal kernel at each of n coordinates, cut to 0 to 1, and a uniform density, all with weight 1/(n + 1).
 *
 * <p>The width of a kernel is the larger distance to its neighbours, where 0 and 1 count as neighbours, but at least
 * 1/min(100, n + 2). For up to 100 whole numbers the density is the mean over the cell of the number. (Bergstra et al., NeurIPS 2011,
 * section 4.2.)
 */
final class KernelDensity implements Density {

    private static final int NARROWEST = 100;
    private static final int MOST_CELLS = 100;
    private static final int ATTEMPTS = 100;

    private final double[] centres;
    private final double[] widths;
    private final double[] masses;
    private final int cells;

    private KernelDensity(double[] centres, double[] widths, int cells) {
        this.centres = centres;
        this.widths = widths;
        this.cells = cells;
        masses = new double[centres.length];
        Arrays.setAll(masses, i -> mass(i, 0, 1));
    }

    /**
     * The estimate from some coordinates.
     *
     * @param cells of the whole numbers; 0 for a continuous domain
     */
    static KernelDensity of(double[] coordinates, int cells) {
        double[] centres = coordinates.clone();
        Arrays.sort(centres);
        double narrowest = 1.0 / Math.min(NARROWEST, centres.length + 2);
        double[] widths = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            double left = centres[i] - (i == 0 ? 0 : centres[i - 1]);
            double right = (i == centres.length - 1 ? 1 : centres[i + 1]) - centres[i];
            widths[i] = Math.max(narrowest, Math.max(left, right));
        }
        return new KernelDensity(centres, widths, cells > MOST_CELLS ? 0 : cells);
    }

    @Override
    public double draw(Random random) {
        int kernel = random.nextInt(centres.length + 1);
        if (kernel == centres.length) {
            return random.nextDouble();
        }
        // Each attempt is inside with a probability of a third or more.
        for (int i = 0; i < ATTEMPTS; i++) {
            double coordinate = centres[kernel] + widths[kernel] * random.nextGaussian();
            if (coordinate >= 0 && coordinate < 1) {
                return coordinate;
            }
        }
        return centres[kernel];
    }

    @Override
    public double at(double coordinate) {
        double sum = 1;
        for (int i = 0; i < centres.length; i++) {
            sum += kernel(i, coordinate) / masses[i];
        }
        return sum / (centres.length + 1);
    }

    private double kernel(int i, double coordinate) {
        if (cells == 0) {
            double z = (coordinate - centres[i]) / widths[i];
            return Math.exp(-z * z / 2) / (widths[i] * Math.sqrt(2 * Math.PI));
        }
        int cell = Coordinates.cell(coordinate, cells);
        return mass(i, (double) cell / cells, (cell + 1.0) / cells) * cells;
    }

    private double mass(int i, double from, double to) {
        return below((to - centres[i]) / widths[i]) - below((from - centres[i]) / widths[i]);
    }

    // The normal distribution function to 1e-7 (Abramowitz and Stegun, formula 26.2.17), as there are many to be had.
    private static double below(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
        return z < 0 ? tail : 1 - tail;
    }
}
