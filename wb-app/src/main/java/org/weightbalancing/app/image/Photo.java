package org.weightbalancing.app.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.weightbalancing.data.DataException;

/** Reads image files, and gives any image as bytes of red, green and blue. */
public final class Photo {

    private static final long MOST_PIXELS = 25_000_000;

    private Photo() {}

    /**
     * Reads a file in a format that Java knows (PNG, JPEG, GIF, BMP, ...), of an animation the first picture.
     *
     * @throws DataException if there is no file, or no image of at most 25 million pixels in it
     */
    public static BufferedImage read(Path path) {
        File file = path.toFile();
        if (!Files.isRegularFile(path)) {
            throw new DataException("there is no image at " + path);
        }
        // Not ImageIO.read, which writes to a temporary folder and decodes whatever size is announced.
        try (FileImageInputStream in = new FileImageInputStream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(path + " is not an image of a known format: "
                        + String.join(", ", ImageIO.getReaderFileSuffixes()));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                requireSize(path, reader.getWidth(0), reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DataException(path + " is not an image that can be read: " + e.getMessage(), e);
        }
    }

    private static void requireSize(Path path, int width, int height) {
        if ((long) width * height > MOST_PIXELS) {
            throw new DataException(
                    path + " is of " + width + "x" + height + " pixels, but at most " + MOST_PIXELS + " are allowed");
        }
    }

    /**
     * The bytes [height, width, 3] of an image. Grey stands for three equal values; what is transparent is laid over black.
     * Values of more than 8 bits are rounded down to 8.
     */
    public static byte[] rgb(BufferedImage image) {
        byte[] pixels = new byte[Math.multiplyExact(3, Math.multiplyExact(image.getWidth(), image.getHeight()))];
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getColorModel().getComponentSize(0) >= Byte.SIZE;
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++, at += 3) {
                int argb = grey ? greyPixel(image, x, y) : image.getRGB(x, y);
                for (int c = 0; c < 3; c++) {
                    pixels[at + c] = overBlack(argb >> (16 - 8 * c) & 0xff, argb >>> 24);
                }
            }
        }
        return pixels;
    }

    // Java takes grey for linear light and would brighten it.
    private static int greyPixel(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        int shift = image.getColorModel().getComponentSize(0) - Byte.SIZE;
        int value = raster.getSample(x, y, 0) >> shift;
        int alpha = raster.getNumBands() > 1 ? raster.getSample(x, y, 1) >> shift : 0xff;
        return alpha << 24 | value * 0x010101;
    }

    private static byte overBlack(int value, int alpha) {
        return (byte) ((value * alpha + 127) / 255);
    }
}
