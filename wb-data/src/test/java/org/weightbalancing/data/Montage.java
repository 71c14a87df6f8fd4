package org.weightbalancing.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Puts images side by side into a PNG file, one row a class, to be looked at. */
final class Montage {
    private static final int ZOOM = 3;
    private static final int GAP = 2;

    private Montage() {}

    static void write(ImageSet set, int columns, Path file) throws IOException {
        int cell = set.width() * ZOOM + GAP;
        BufferedImage picture = new BufferedImage(columns * cell, set.classes() * cell, BufferedImage.TYPE_INT_RGB);
        int[] next = new int[set.classes()];
        for (int i = 0; i < set.size(); i++) {
            int column = next[set.label(i)]++;
            if (column < columns) {
                draw(set, i, picture, column * cell, set.label(i) * cell);
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private static void draw(ImageSet set, int image, BufferedImage picture, int left, int top) {
        for (int y = 0; y < set.height() * ZOOM; y++) {
            for (int x = 0; x < set.width() * ZOOM; x++) {
                int rgb = 0;
                for (int c = 0; c < set.channels(); c++) {
                    rgb = rgb << 8 | set.value(image, y / ZOOM, x / ZOOM, c);
                }
                picture.setRGB(left + x, top + y, rgb);
            }
        }
    }
}
