package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.Random;

/**
 * Counts of the options of a choice, each with one more: of n coordinates, c of them in one of k cells, the probability of
 * the cell is (c + 1) / (n + k). (Bergstra et al., NeurIPS 2011, section 4.)
 */
final class CountDensity implements Density {

    private final double[] probabilities;

    private CountDensity(double[] probabilities) {
        this.probabilities = probabilities;
    }

    static CountDensity of(double[] coordinates, int cells) {
        double[] probabilities = new double[cells];
        Arrays.fill(probabilities, 1.0 / (coordinates.length + cells));
        for (double coordinate : coordinates) {
            probabilities[Coordinates.cell(coordinate, cells)] += 1.0 / (coordinates.length + cells);
        }
        return new CountDensity(probabilities);
    }

    @Override
    public double draw(Random random) {
        double rest = random.nextDouble();
        int cell = 0;
        while (cell < probabilities.length - 1 && rest >= probabilities[cell]) {
            rest -= probabilities[cell];
            cell++;
        }
        return Coordinates.middle(cell, probabilities.length);
    }

    @Override
    public double at(double coordinate) {
        return probabilities[Coordinates.cell(coordinate, probabilities.length)] * probabilities.length;
    }
}
