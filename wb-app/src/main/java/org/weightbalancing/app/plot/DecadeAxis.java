package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A log axis with ticks at 1, 2 and 5 of each decade, at powers of ten only where more would be crowded. */
final class DecadeAxis extends LogAxis {

    private static final long serialVersionUID = 1L;
    private static final double CROWDED = 3.2;

    private double zero;
    private double breakEnd;

    private DecadeAxis(String label) {
        super(label);
    }

    /** The axis over the positive values, a little wider; over 1 to 10 where there are none. */
    static DecadeAxis over(String label, Collection<Double> values) {
        double[] positive = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0 && Double.isFinite(value))
                .sorted()
                .toArray();
        boolean none = positive.length == 0;
        double lowest = none ? 1 : positive[0];
        double highest = none ? 10 : positive[positive.length - 1];
        DecadeAxis axis = PlotStyle.styled(new DecadeAxis(label));
        double margin = Math.max(1.15, Math.pow(highest / lowest, 0.04));
        axis.setRange(lowest / margin, highest * margin);
        return axis;
    }

    /** Draws 0 at a place, a power of ten, and no numbers from there to where the axis goes on. */
    void breakAfterZero(double place, double goesOn) {
        zero = place;
        breakEnd = goesOn;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        TextAnchor anchor = anchor(edge);
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        boolean crowded = Math.log10(high / Math.max(low, breakEnd)) > CROWDED;
        List<ValueTick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (int digit = 1; digit < 10; digit++) {
                double value = Double.parseDouble(digit + "e" + power);
                boolean named = digit == 1 || (!crowded && (digit == 2 || digit == 5));
                if (value >= low && value <= high && !inBreak(value)) {
                    ticks.add(new NumberTick(
                            named ? TickType.MAJOR : TickType.MINOR,
                            value,
                            named ? label(value) : "",
                            anchor,
                            TextAnchor.CENTER,
                            0));
                }
            }
        }
        return ticks;
    }

    private boolean inBreak(double value) {
        return value < breakEnd * (1 - 1e-9) && !isZero(value);
    }

    private boolean isZero(double value) {
        return Math.abs(value - zero) < 1e-9 * value;
    }

    private String label(double value) {
        return isZero(value) ? "0" : PlotText.tick(value);
    }

    private static TextAnchor anchor(RectangleEdge edge) {
        if (RectangleEdge.isTopOrBottom(edge)) {
            return TextAnchor.TOP_CENTER;
        }
        return RectangleEdge.LEFT.equals(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
    }
}
