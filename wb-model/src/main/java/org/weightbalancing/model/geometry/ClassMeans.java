package org.weightbalancing.model.geometry;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The means of the features of those classes that have items, in the order of classes. */
final class ClassMeans {

    private final Rows items;
    private final int[] labels;
    private final int[] places;
    private final int[] present;
    private final double[] counts;
    private final Rows means;

    private ClassMeans(Rows items, int[] labels, int[] places, int[] present, double[] counts, Rows means) {
        this.items = items;
        this.labels = labels;
        this.places = places;
        this.present = present;
        this.counts = counts;
        this.means = means;
    }

    static ClassMeans of(Rows items, int[] labels, int classes) {
        int[] all = new int[classes];
        for (int label : labels) {
            all[label]++;
        }
        int[] present = IntStream.range(0, classes).filter(c -> all[c] > 0).toArray();
        int[] places = new int[classes];
        for (int k = 0; k < present.length; k++) {
            places[present[k]] = k;
        }
        double[] counts = Arrays.stream(present).mapToDouble(c -> all[c]).toArray();
        double[] means = sums(items, labels, places, present.length);
        for (int i = 0; i < means.length; i++) {
            means[i] /= counts[i / items.length];
        }
        return new ClassMeans(items, labels, places, present, counts, new Rows(means, present.length, items.length));
    }

    private static double[] sums(Rows items, int[] labels, int[] places, int count) {
        double[] sums = new double[count * items.length];
        for (int i = 0; i < items.count; i++) {
            int from = places[labels[i]] * items.length;
            for (int d = 0; d < items.length; d++) {
                sums[from + d] += items.at(i, d);
            }
        }
        return sums;
    }

    /** The classes that have items, ascending. */
    int[] present() {
        return present.clone();
    }

    /** mu_c, [K, D]. */
    Rows rows() {
        return means;
    }

    /** m_c = mu_c - mu_G, [K, D]. */
    Rows centred() {
        return means.minus(means.mean());
    }

    /** sqrt(n_c) (mu_c - mu), [K, D], where mu is the mean of all items. */
    Rows aroundItems() {
        return means.minus(items.mean())
                .times(Arrays.stream(counts).map(Math::sqrt).toArray());
    }

    /** What each item adds to the mean of its class, [n, D]. */
    Rows residuals() {
        double[] residuals = new double[items.count * items.length];
        for (int i = 0; i < items.count; i++) {
            int place = places[labels[i]];
            for (int d = 0; d < items.length; d++) {
                residuals[i * items.length + d] = items.at(i, d) - means.at(place, d);
            }
        }
        return new Rows(residuals, items.count, items.length);
    }

    /** The class with the nearest mean of each item, [n]; ties go to the lower index. */
    int[] nearest() {
        double[] origin = means.mean();
        Rows centred = means.minus(origin);
        double[] norms = centred.norms();
        int[] nearest = new int[items.count];
        items.minus(origin).products(centred, (products, i) -> {
            int best = 0;
            for (int k = 1; k < products.length; k++) {
                if (products[k] - norms[k] * norms[k] / 2 > products[best] - norms[best] * norms[best] / 2) {
                    best = k;
                }
            }
            nearest[i] = present[best];
        });
        return nearest;
    }
}
