package org.weightbalancing.app.compare;

import java.util.List;
import java.util.Map;
import org.weightbalancing.app.result.Selection;
import org.weightbalancing.app.text.Cells;
import org.weightbalancing.eval.Metric;

/** Two methods compared image by image, as a table for people. */
public final class PairedText {

    private PairedText() {}

    public static String of(PairedComparison comparison) {
        PairedSide first = comparison.first();
        PairedSide second = comparison.second();
        int images = first.repetitions().get(0).truth().length;
        StringBuilder text = new StringBuilder("first:  " + side(first) + "\nsecond: " + side(second) + "\n");
        text.append("Paired bootstrap over the same " + images
                + " test images: accuracies in %, first - second in points\n");
        text.append("group     first  second    difference      interval          p  corrected\n");
        List<Map<Metric, Double>> corrected = PairedComparison.corrected(List.of(comparison));
        for (Metric metric : Summary.GROUPS) {
            String difference = SummaryText.difference(
                    metric,
                    comparison.differences().get(metric),
                    corrected.get(0).get(metric));
            text.append(difference, 0, 6)
                    .append(Cells.percent(first.mean(metric), 9))
                    .append(Cells.percent(second.mean(metric), 8))
                    .append("  ")
                    .append(difference.substring(6))
                    .append('\n');
        }
        return text.append(SummaryText.note(corrected)).toString();
    }

    private static String side(PairedSide side) {
        int runs = side.repetitions().size();
        return side.method() + " of " + side.folder() + " (" + runs + (runs == 1 ? " run" : " repetitions")
                + ", selected on " + side.selection() + ")"
                + (side.selection() == Selection.TEST ? "  selected-on-test" : "");
    }
}
