package outside;

import java.util.Arrays;
import org.weightbalancing.eval.ConfusionMatrix;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.LongTailReport;

/** Counts the predictions of a classifier that prefers its frequent class, and compares with what a hand counts. */
public final class Main {
    private static final int[] TRAIN_COUNTS = {500, 60, 10};
    private static final int[] TRUTH = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
    private static final int[] PREDICTED = {0, 0, 0, 0, 1, 1, 1, 0, 2, 0, 0, 0};

    private Main() {}

    /** Ends with code 1 if an accuracy is wrong. */
    public static void main(String[] arguments) {
        ConfusionMatrix matrix = ConfusionMatrix.of(TRUTH, PREDICTED, TRAIN_COUNTS.length);
        LongTailReport report = LongTailEvaluator.standard().evaluate(matrix, TRAIN_COUNTS);
        // 8 of 12 are right: 4 of 4 many-shot, 3 of 4 medium-shot, 1 of 4 few-shot; 4 of the 8 zeros are wrong.
        double[] expected = {8 / 12.0, 1, 0.75, 0.25, 4};
        double[] measured = {report.accuracy(), report.many(), report.medium(), report.few(), wrongly(matrix, 0)};
        if (!Arrays.equals(measured, expected)) {
            System.err.println("measured " + Arrays.toString(measured) + ", expected " + Arrays.toString(expected));
            System.exit(1);
        }
        System.out.println("few-shot accuracy " + report.few());
    }

    private static long wrongly(ConfusionMatrix matrix, int predicted) {
        long wrongly = 0;
        for (int truth = 0; truth < matrix.classes(); truth++) {
            wrongly += truth == predicted ? 0 : matrix.count(truth, predicted);
        }
        return wrongly;
    }
}
