package org.weightbalancing.app.plot;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** What is drawn where in a picture. */
record Pixels(BufferedImage image) {

    static Pixels of(byte[] png) {
        try {
            return new Pixels(ImageIO.read(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Pixels of(Picture picture) {
        return of(picture.png());
    }

    /** How many pixels have just the colour. */
    int count(Color colour) {
        return count(colour, new Rectangle(0, 0, image.getWidth(), image.getHeight()));
    }

    int count(Color colour, Rectangle area) {
        int count = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** How many pixels are not grey. */
    int coloured(Rectangle area) {
        int count = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                count += Math.abs(at(x, y).getRed() - at(x, y).getBlue()) > 20 ? 1 : 0;
            }
        }
        return count;
    }

    Color at(int x, int y) {
        return new Color(image.getRGB(x, y));
    }
}
