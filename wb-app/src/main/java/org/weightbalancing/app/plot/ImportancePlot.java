package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws how much each hyperparameter matters as bars, in the order given.
 *
 * @param bars one for each hyperparameter
 */
public record ImportancePlot(List<Bar> bars) {

    private static final int NAMES = 360;
    private static final int NUMBERS = 90;
    private static final int ROW = 44;
    private static final int BAR = 26;
    private static final int MARGIN = 16;
    private static final int FEWEST_ROWS = 3;

    /** Keeps a copy. */
    public ImportancePlot {
        bars = List.copyOf(bars);
    }

    /**
     * A hyperparameter.
     *
     * @param name of it
     * @param share 0 to 1; without a number it has no bar
     */
    public record Bar(String name, double share) {}

    /** The picture, 1200 wide, higher the more bars there are. */
    public Picture picture() {
        int height = 2 * MARGIN + ROW * Math.max(FEWEST_ROWS, bars.size());
        if (bars.stream().noneMatch(bar -> Double.isFinite(bar.share()))) {
            return Picture.noData(PlotStyle.WIDTH, height, "Importance of the hyperparameters");
        }
        return new Picture(
                PlotStyle.WIDTH,
                height,
                "Importance of the hyperparameters: "
                        + bars.stream()
                                .map(bar -> bar.name() + " " + PlotText.percent(bar.share()))
                                .collect(Collectors.joining(", "))
                        + ".",
                this::draw);
    }

    private void draw(Graphics2D graphics, Rectangle2D area) {
        double most = bars.stream()
                .mapToDouble(Bar::share)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double width = area.getWidth() - NAMES - NUMBERS - 2 * MARGIN;
        graphics.setFont(PlotStyle.TICKS);
        List<String> names = Lines.distinct(bars.stream().map(Bar::name).toList());
        for (int i = 0; i < bars.size(); i++) {
            double middle = area.getY() + MARGIN + ROW * (i + 0.5);
            double left = area.getX() + MARGIN + NAMES;
            double length = Double.isFinite(bars.get(i).share()) && most > 0
                    ? width * bars.get(i).share() / most
                    : 0;
            graphics.setColor(PlotStyle.BLUE);
            graphics.fill(new Rectangle2D.Double(left, middle - BAR / 2.0, length, BAR));
            graphics.setColor(PlotStyle.INK);
            String name = PlotText.shortened(names.get(i), graphics.getFontMetrics(), NAMES - 12);
            float line = (float) (middle + graphics.getFontMetrics().getAscent() / 2.0 - 2);
            graphics.drawString(
                    name, (float) (left - 12 - graphics.getFontMetrics().stringWidth(name)), line);
            graphics.drawString(percent(bars.get(i).share()), (float) (left + length + 10), line);
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "n/a" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
