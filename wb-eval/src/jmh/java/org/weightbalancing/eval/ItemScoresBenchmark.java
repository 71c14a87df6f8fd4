package org.weightbalancing.eval;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of a logit when items of 1,000 classes are scored, nearly all of them predicted wrong, which takes longest: 2 ns are
 * 2 s for a million items. Held to one core (taskset -c 0).
 *
 * <p>The baseline computes the same numbers with {@link Math#exp} in one loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx200m")
public class ItemScoresBenchmark {
    private static final int ITEMS = 2000;
    private static final int CLASSES = 1000;

    private float[] logits;
    private int[] labels;

    /** Makes the logits and checks that both ways agree. */
    @Setup(Level.Trial)
    public void prepare() {
        Random random = new Random(5);
        logits = new float[ITEMS * CLASSES];
        for (int at = 0; at < logits.length; at++) {
            logits[at] = (float) (3 * random.nextGaussian());
        }
        labels = random.ints(ITEMS, 0, CLASSES).toArray();
        if (Math.abs(likelihood(scores()) - oneLoop()[0]) > 1e-9) {
            throw new IllegalStateException("The likelihood is not what plain softmax gives");
        }
    }

    private static double likelihood(ItemScores scores) {
        double sum = 0;
        for (int i = 0; i < scores.items(); i++) {
            sum += scores.negativeLogLikelihood(i);
        }
        return sum / scores.items();
    }

    /** Scores. */
    @Benchmark
    @OperationsPerInvocation(ITEMS * CLASSES)
    public ItemScores scores() {
        ItemScores scores = new ItemScores(CLASSES);
        scores.add(logits, labels);
        return scores;
    }

    /** Scores and calibration, per logit. */
    @Benchmark
    @OperationsPerInvocation(ITEMS * CLASSES)
    public double calibration() {
        return Calibration.of(scores(), 15).expected();
    }

    /** The baseline. */
    @Benchmark
    @OperationsPerInvocation(ITEMS * CLASSES)
    public double[] oneLoop() {
        double[] means = new double[4];
        double[] marginals = new double[CLASSES];
        for (int i = 0; i < ITEMS; i++) {
            int at = i * CLASSES;
            double truth = logits[at + labels[i]];
            double max = Double.NEGATIVE_INFINITY;
            int rank = 0;
            for (int c = 0; c < CLASSES; c++) {
                max = Math.max(max, logits[at + c]);
                rank += logits[at + c] > truth ? 1 : 0;
            }
            double sum = 0;
            double squares = 0;
            double products = 0;
            double[] exponentials = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                double x = logits[at + c] - max;
                double e = Math.exp(x);
                exponentials[c] = e;
                sum += e;
                squares += e * e;
                products += e * x;
            }
            for (int c = 0; c < CLASSES; c++) {
                marginals[c] += exponentials[c] / sum;
            }
            means[0] += (Math.log(sum) + max - truth) / ITEMS;
            means[1] += (squares / sum / sum - 2 * exponentials[labels[i]] / sum + 1) / ITEMS;
            means[2] += (Math.log(sum) - products / sum) / ITEMS;
            means[3] += rank + marginals[i % CLASSES];
        }
        return means;
    }
}
