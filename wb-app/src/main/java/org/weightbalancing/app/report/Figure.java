package org.weightbalancing.app.report;

import java.util.Map;
import org.weightbalancing.app.plot.Picture;

/**
 * A picture with what is to be said of it.
 *
 * @param title of it
 * @param caption says what it shows
 * @param paper the figure of the paper that it corresponds to; empty if it has none
 * @param small whether two stand side by side
 * @param picture itself
 */
record Figure(String title, String caption, String paper, boolean small, Picture picture) {

    /** Drawings of more characters weigh less as pixels. */
    private static final int MANY_STROKES = 400_000;

    private static final int SCALE = 2;

    /** As the template wants it: a drawing, or pixels where the drawing would have too many strokes. */
    Map<String, Object> model() {
        String svg = ShorterSvg.of(picture.svg());
        return Map.of(
                "title",
                title,
                "caption",
                caption,
                "paper",
                paper,
                "small",
                small,
                "width",
                picture.width(),
                "height",
                picture.height(),
                "alt",
                picture.alt(),
                "source",
                svg.length() > MANY_STROKES ? DataUri.png(picture.png(SCALE)) : DataUri.svg(svg));
    }
}
