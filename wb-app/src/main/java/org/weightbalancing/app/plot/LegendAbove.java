package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Size2D;
import org.jfree.data.Range;

/** One legend, on as many lines as it needs, above drawings that share it. */
record LegendAbove(LegendItemSource items, Drawing below) implements Drawing {

    private static final int ABOVE = 8;
    private static final int MOST = 400;

    /** The pixels that the legend needs above the drawings in a picture of this width. */
    int height(int width) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        Size2D size = arranged(PlotStyle.legend(items), graphics, width);
        graphics.dispose();
        return (int) Math.ceil(size.height) + 2 * ABOVE;
    }

    private static Size2D arranged(LegendTitle legend, Graphics2D graphics, double width) {
        return legend.arrange(graphics, new RectangleConstraint(new Range(0, width), new Range(0, MOST)));
    }

    @Override
    public void draw(Graphics2D graphics, Rectangle2D area) {
        LegendTitle legend = PlotStyle.legend(items);
        Size2D size = arranged(legend, graphics, area.getWidth());
        int height = height((int) area.getWidth());
        legend.draw(
                graphics,
                new Rectangle2D.Double(
                        area.getCenterX() - size.width / 2, area.getY() + ABOVE, size.width, size.height));
        below.draw(
                graphics,
                new Rectangle2D.Double(area.getX(), area.getY() + height, area.getWidth(), area.getHeight() - height));
    }
}
