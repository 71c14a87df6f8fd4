package org.weightbalancing.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes what the logits of each item of a test set say: the class predicted, the rank of the true class, confidence,
 * negative log-likelihood, Brier score and entropy; and the mean probability of each class.
 *
 * <p>With z the logits of an item [C], y its true class and p = softmax(z), p_c = exp(z_c) / sum_k exp(z_k):
 *
 * <pre>
 * predicted   argmax_c z_c, of equal ones the lowest class
 * rank        #{c: z_c &gt; z_y} + #{c &lt; y: z_c = z_y}
 * confidence  max_c p_c
 * likelihood  -log p_y, in nats
 * brier       sum_c (p_c - [c = y])^2, in 0..2
 * entropy     -sum_c p_c log p_c, in nats, 0..log C
 * marginal    m_c = (1/n) sum_i p_ic
 * </pre>
 *
 * <p>It accumulates: add batch after batch, or add parts of a test set apart and {@link #merge} them. An item's numbers
 * depend on its own logits only, and the marginals are the same in whatever order and batches items come (to the last
 * bit, up to two million items). 44 bytes are kept of an item, whatever the number of classes.
 *
 * <p>Logits of any size will do; those of an item may differ by thousands. A logit may be -infinity (a class ruled out,
 * p = 0); if it is the true class's, the likelihood is +infinity. NaN, +infinity and an item without a finite logit are
 * refused. Not safe for use by several threads at once.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Brier, Verification of Forecasts
 *     Expressed in Terms of Probability, Monthly Weather Review 78, 1950</a>
 */
public final class ItemScores {

    private final int classes;
    private final SoftmaxRow row;
    private final MarginalSums marginals;
    private final List<ItemColumns> columns = new ArrayList<>();
    private int items;

    /** Makes one without items for the given number of classes, at least 1. */
    public ItemScores(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes = " + classes + ", but at least 1 is required");
        }
        this.classes = classes;
        row = new SoftmaxRow(classes);
        marginals = new MarginalSums(classes);
    }

    /**
     * Scores all items of a test set.
     *
     * @param logits [n, C], at least one item
     * @param labels the true class of each item, [n]
     * @throws IllegalArgumentException if there is no item, or as {@link #add(double[][], int[])}
     */
    public static ItemScores of(double[][] logits, int[] labels) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("0 test items, but at least one is required");
        }
        ItemScores scores = new ItemScores(logits[0].length);
        scores.add(logits, labels);
        return scores;
    }

    /**
     * Adds the items of a batch: all of them, or none if one is refused.
     *
     * @param logits [n, C]
     * @param labels the true class of each item, [n]
     * @throws IllegalArgumentException if lengths differ, a class is out of range, or a logit is NaN or +infinity; the
     *     message names its index
     */
    public void add(double[][] logits, int[] labels) {
        if (logits.length != labels.length) {
            throw new IllegalArgumentException(labels.length + " true classes for " + logits.length + " items");
        }
        for (int i = 0; i < logits.length; i++) {
            if (logits[i].length != classes) {
                throw new IllegalArgumentException(
                        "item " + i + " has " + logits[i].length + " logits, but " + classes + " are required");
            }
        }
        add(labels, 0, (row, i) -> row.read(i, logits[i]));
    }

    /**
     * Adds the items of a batch: all of them, or none if one is refused.
     *
     * @param logits [n, C] in row-major order
     * @param labels the true class of each item, [n]
     * @throws IllegalArgumentException as {@link #add(double[][], int[])}
     */
    public void add(float[] logits, int[] labels) {
        if (logits.length != (long) labels.length * classes) {
            throw new IllegalArgumentException(logits.length + " logits for " + labels.length + " true classes, but "
                    + classes + " for each are required");
        }
        add(labels, 0, (row, i) -> row.read(i, logits, i * classes));
    }

    /** Has a row read the logits of an item. */
    @FunctionalInterface
    interface Rows {
        void read(SoftmaxRow row, int item);
    }

    /** Adds the items from {@code first} on of a test set whose parts are read in turn: messages count from its start. */
    void add(int[] labels, int first, Rows rows) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "labels[" + (first + i) + "] = " + labels[i] + ", but classes are 0.." + (classes - 1));
            }
        }
        MarginalSums batch = new MarginalSums(classes);
        for (int i = 0; i < labels.length; i++) {
            rows.read(row, first + i);
            row.addTo(batch);
            columnsOf(items + i).set((items + i) % ItemColumns.ITEMS, row, labels[i]);
        }
        marginals.add(batch);
        items += labels.length;
    }

    /** The columns that hold an item, made if it is the first of them. */
    private ItemColumns columnsOf(int item) {
        if (item / ItemColumns.ITEMS == columns.size()) {
            columns.add(new ItemColumns());
        }
        return columns.get(item / ItemColumns.ITEMS);
    }

    /**
     * Returns a new one with the items of this, then those of the other; neither is changed.
     *
     * @throws IllegalArgumentException if the numbers of classes differ
     */
    public ItemScores merge(ItemScores other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException(
                    "scores of " + other.classes + " classes cannot be merged with those of " + classes);
        }
        ItemScores merged = new ItemScores(classes);
        merged.append(this);
        merged.append(other);
        return merged;
    }

    private void append(ItemScores other) {
        for (int i = 0; i < other.items; i++) {
            columnsOf(items).copy(items % ItemColumns.ITEMS, other.columns(i), i % ItemColumns.ITEMS);
            items++;
        }
        marginals.add(other.marginals);
    }

    /** Returns the number of items. */
    public int items() {
        return items;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the true class of an item; items are counted from 0 in the order they were added. */
    public int label(int item) {
        return columns(item).label[item % ItemColumns.ITEMS];
    }

    /** Returns the class of the largest logit of an item; of equal ones the lowest class. */
    public int predicted(int item) {
        return columns(item).predicted[item % ItemColumns.ITEMS];
    }

    /**
     * Returns how many classes come before the true one of an item when ordered by falling logit, equal ones by rising
     * class: 0 if the item is predicted correctly, at most C - 1.
     */
    public int rank(int item) {
        return columns(item).rank[item % ItemColumns.ITEMS];
    }

    /** Returns the largest probability of an item, in 1/C..1. */
    public double confidence(int item) {
        return columns(item).confidence[item % ItemColumns.ITEMS];
    }

    /** Returns -log p_y of an item in nats, at least 0; +infinity only where the logit of the true class is -infinity. */
    public double negativeLogLikelihood(int item) {
        return columns(item).negativeLogLikelihood[item % ItemColumns.ITEMS];
    }

    /** Returns the squared distance of an item's probabilities from the true class, sum_c (p_c - [c = y])^2, in 0..2. */
    public double brier(int item) {
        return columns(item).brier[item % ItemColumns.ITEMS];
    }

    /** Returns -sum_c p_c log p_c of an item in nats, in 0..log C. */
    public double entropy(int item) {
        return columns(item).entropy[item % ItemColumns.ITEMS];
    }

    /** Returns the mean over all items of the probability of each class, [C], which sum to 1; NaN without items. */
    public double[] marginalLikelihoods() {
        return marginals.means(items);
    }

    private ItemColumns columns(int item) {
        if (item < 0 || item >= items) {
            throw new IllegalArgumentException("item = " + item + ", but there are " + items + " items");
        }
        return columns.get(item / ItemColumns.ITEMS);
    }
}
