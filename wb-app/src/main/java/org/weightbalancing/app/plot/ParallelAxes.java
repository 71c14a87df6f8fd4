package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.data.Range;

/**
 * Upright axes side by side, and the lines across them.
 *
 * @param axes the last is that of the score
 */
record ParallelAxes(List<Axis> axes) {

    private static final int SIDE = 76;
    private static final int ABOVE = 120;
    private static final int BELOW = 70;
    private static final int UNUSED = 34;
    private static final int CROWDED = 6;
    private static final double ASIDE = 0.025;
    private static final double MOST_TICKS = 6;
    private static final Color HALO = new Color(255, 255, 255, 215);

    ParallelAxes {
        axes = List.copyOf(axes);
    }

    /** How a trial is drawn. */
    enum Line {
        PALE(new Color(0, 0, 0, 38), 1),
        STRONG(new Color(0x00, 0x72, 0xB2, 170), 1.8f),
        BEST(PlotStyle.RED, 3.2f);

        private final Color colour;
        private final float width;

        Line(Color colour, float width) {
            this.colour = colour;
            this.width = width;
        }

        private void use(Graphics2D graphics) {
            graphics.setColor(colour);
            graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        }
    }

    /**
     * An axis.
     *
     * @param values what stands on it
     * @param ticks numbers that are named
     */
    private record Axis(HyperparameterValues values, List<Double> ticks) {

        static Axis of(HyperparameterValues values) {
            return new Axis(
                    values, values.isChoice() ? options(values) : values.log() ? decades(values) : even(values));
        }

        private static List<Double> options(HyperparameterValues values) {
            List<Double> ticks = new ArrayList<>();
            values.options().forEach(option -> ticks.add((double) ticks.size()));
            return ticks;
        }

        private static List<Double> decades(HyperparameterValues values) {
            List<Double> ticks = new ArrayList<>(List.of(values.low()));
            int lowest = (int) Math.ceil(Math.log10(values.low()) - 1e-9);
            int highest = (int) Math.floor(Math.log10(values.high()) + 1e-9);
            for (int power = lowest; power <= highest; power++) {
                double tick = Double.parseDouble("1e" + power);
                if (Math.min(values.share(tick), 1 - values.share(tick)) > 0.05) {
                    ticks.add(tick);
                }
            }
            ticks.add(values.high());
            return ticks;
        }

        private static List<Double> even(HyperparameterValues values) {
            List<Double> ticks = new ArrayList<>();
            if (values.high() == values.low()) {
                return List.of(values.low());
            }
            double step = PlotStyle.step((values.high() - values.low()) / MOST_TICKS * 2);
            for (double tick = Math.ceil(values.low() / step) * step;
                    tick <= values.high() * (1 + 1e-12);
                    tick += step) {
                ticks.add(tick);
            }
            return ticks;
        }

        String label(double tick) {
            if (values.isChoice()) {
                return PlotText.label(values.options().get((int) tick));
            }
            return PlotText.axis(tick);
        }
    }

    /** The axes of some hyperparameters and, on the right, of the score over the range of an axis. */
    static ParallelAxes of(String score, NumberAxis range, List<HyperparameterValues> hyperparameters) {
        Range shown = range.getRange();
        List<Axis> axes = new ArrayList<>();
        hyperparameters.forEach(one -> axes.add(Axis.of(one)));
        axes.add(Axis.of(HyperparameterValues.linear(score, shown.getLowerBound(), shown.getUpperBound(), List.of())));
        return new ParallelAxes(axes);
    }

    /** Where the axes are. */
    static Rectangle2D field(Rectangle2D area) {
        return new Rectangle2D.Double(
                area.getX() + SIDE, area.getY() + ABOVE, area.getWidth() - 2 * SIDE, area.getHeight() - ABOVE - BELOW);
    }

    private double x(Rectangle2D field, int axis) {
        return field.getX() + field.getWidth() * axis / (axes.size() - 1);
    }

    private static double y(Rectangle2D field, double share) {
        return Double.isNaN(share)
                ? field.getMaxY() + UNUSED
                : field.getMaxY() - field.getHeight() * Math.min(1, Math.max(0, share));
    }

    /** Draws a trial. */
    void line(Graphics2D graphics, Rectangle2D field, int trial, double score, Line line) {
        line.use(graphics);
        Path2D path = new Path2D.Double();
        for (int i = 0; i < axes.size(); i++) {
            HyperparameterValues values = axes.get(i).values();
            double value = i == axes.size() - 1 ? score : values.values().get(trial);
            double beside = values.isChoice() ? ASIDE * HyperparameterValues.beside(trial) : 0;
            double y = y(field, values.share(value) + beside);
            if (i == 0) {
                path.moveTo(x(field, i), y);
            } else {
                path.lineTo(x(field, i), y);
            }
        }
        graphics.draw(path);
    }

    /** Draws the axes over the lines. */
    void draw(Graphics2D graphics, Rectangle2D field) {
        List<String> names =
                Lines.distinct(axes.stream().map(axis -> axis.values().name()).toList());
        double room = field.getWidth() / (axes.size() - 1);
        boolean crowded = axes.size() > CROWDED;
        for (int i = 0; i < axes.size(); i++) {
            axis(graphics, field, i, room);
            graphics.setFont(PlotStyle.TICKS);
            boolean lower = crowded && i % 2 == 1;
            heading(graphics, x(field, i), field.getY() - (lower ? 18 : 42), names.get(i), crowded ? 2 * room : room);
        }
    }

    private void axis(Graphics2D graphics, Rectangle2D field, int place, double room) {
        Axis axis = axes.get(place);
        double x = x(field, place);
        graphics.setColor(PlotStyle.INK);
        graphics.setStroke(new BasicStroke(1.6f));
        graphics.draw(new Line2D.Double(x, field.getY(), x, field.getMaxY()));
        graphics.setFont(PlotStyle.SMALL);
        boolean last = place == axes.size() - 1;
        for (double tick : axis.ticks()) {
            tick(graphics, x, y(field, axis.values().share(tick)), axis.label(tick), last, room);
        }
        if (!last && axis.values().values().stream().anyMatch(value -> Double.isNaN(value))) {
            tick(graphics, x, field.getMaxY() + UNUSED, "not used", false, room);
        }
    }

    private static void tick(Graphics2D graphics, double x, double y, String label, boolean left, double room) {
        FontMetrics letters = graphics.getFontMetrics();
        String text = PlotText.shortened(label, letters, Math.min(room, 2 * SIDE) - 16);
        double width = letters.stringWidth(text);
        double from = left ? x - 9 - width : x + 9;
        graphics.setColor(HALO);
        graphics.fill(new Rectangle2D.Double(from - 2, y - 9, width + 4, 18));
        graphics.setColor(PlotStyle.INK);
        graphics.draw(new Line2D.Double(x - 4, y, x + 4, y));
        graphics.drawString(text, (float) from, (float) (y + 5));
    }

    private static void heading(Graphics2D graphics, double x, double y, String name, double room) {
        FontMetrics letters = graphics.getFontMetrics();
        double most = Math.min(room - 12, 2 * Math.min(x, PlotStyle.WIDTH - x) - 8);
        String text = PlotText.shortened(name, letters, most);
        graphics.drawString(text, (float) (x - letters.stringWidth(text) / 2.0), (float) y);
    }

    /** Says above all what the lines mean, and how many trials have no score. */
    static void legend(Graphics2D graphics, Rectangle2D area, int without) {
        graphics.setFont(PlotStyle.TICKS);
        double x = area.getX() + SIDE;
        x = entry(graphics, x, Line.BEST, "best trial");
        x = entry(graphics, x, Line.STRONG, "best fifth");
        x = entry(graphics, x, Line.PALE, "others");
        if (without > 0) {
            graphics.drawString(
                    without + " without a final score " + (without == 1 ? "is" : "are") + " left out", (float) x, 30);
        }
    }

    private static double entry(Graphics2D graphics, double x, Line line, String text) {
        line.use(graphics);
        graphics.draw(new Line2D.Double(x, 24, x + 40, 24));
        graphics.setColor(PlotStyle.INK);
        graphics.drawString(text, (float) (x + 50), 30);
        return x + 50 + graphics.getFontMetrics().stringWidth(text) + 34;
    }
}
