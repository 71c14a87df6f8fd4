package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Drawings in equal cells, row by row. */
record Grid(List<Drawing> drawings, int columns) implements Drawing {

    int rows() {
        return (drawings.size() + columns - 1) / columns;
    }

    @Override
    public void draw(Graphics2D graphics, Rectangle2D area) {
        double width = area.getWidth() / columns;
        double height = area.getHeight() / rows();
        for (int i = 0; i < drawings.size(); i++) {
            int row = i / columns;
            double x = area.getX() + width * (i % columns);
            drawings.get(i).draw(graphics, new Rectangle2D.Double(x, area.getY() + height * row, width, height));
        }
    }
}
