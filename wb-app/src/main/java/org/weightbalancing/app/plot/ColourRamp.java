package org.weightbalancing.app.plot;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.renderer.PaintScale;

/** Colours from dark blue over green to light yellow, ever lighter: the order is seen in any eye and in grey. */
record ColourRamp(double low, double high, boolean root) implements PaintScale {

    static final Color MISSING = new Color(0xC8C8C8);

    private static final List<Color> ANCHORS = List.of(
            new Color(0x20124D), new Color(0x2B4C8C), new Color(0x1F8A8C), new Color(0x6CBF5A), new Color(0xF7E63C));

    /** The ramp over the numbers; over one more than the number where all are the same. */
    static ColourRamp over(double low, double high) {
        return new ColourRamp(low, high > low ? high : low + 1, false);
    }

    /** The ramp over per cents by their square root, so that 1 % differs from 0 %. */
    static ColourRamp rootOfPercent() {
        return new ColourRamp(0, 100, true);
    }

    Color at(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double part = Math.min(1, Math.max(0, (value - low) / (high - low)));
        double place = (root ? Math.sqrt(part) : part) * (ANCHORS.size() - 1);
        int before = Math.min((int) place, ANCHORS.size() - 2);
        double share = place - before;
        Color from = ANCHORS.get(before);
        Color to = ANCHORS.get(before + 1);
        return new Color(
                mix(from.getRed(), to.getRed(), share),
                mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }

    @Override
    public double getLowerBound() {
        return low;
    }

    @Override
    public double getUpperBound() {
        return high;
    }

    @Override
    public Color getPaint(double value) {
        return at(value);
    }
}
