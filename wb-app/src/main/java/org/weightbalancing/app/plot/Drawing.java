package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Something that can be drawn into an area. */
@FunctionalInterface
interface Drawing {

    /** Draws inside the area, on a white ground. */
    void draw(Graphics2D graphics, Rectangle2D area);
}
