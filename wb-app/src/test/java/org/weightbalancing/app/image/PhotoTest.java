package org.weightbalancing.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.data.DataException;

class PhotoTest {

    @TempDir
    private Path folder;

    private BufferedImage saved(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("image." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return Photo.read(file);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void coloursAreTheirBytes(String format) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x01fe80);
        image.setRGB(1, 0, 0xff0310);
        assertThat(Photo.rgb(saved(image, format))).containsExactly(bytes(1, 254, 128, 255, 3, 16));
    }

    @Test
    void aGifIsReadByItsPalette() throws IOException {
        IndexColorModel palette = new IndexColorModel(8, 3, bytes(0, 255, 0), bytes(0, 0, 7), bytes(0, 0, 255));
        // Java loses a row of an image of 2.
        BufferedImage image = new BufferedImage(1, 8, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(0, 0, 0, 1);
        image.getRaster().setSample(0, 1, 0, 2);
        assertThat(Photo.rgb(saved(image, "gif"))).startsWith(bytes(255, 0, 0, 0, 7, 255, 0, 0, 0));
    }

    // Java's own conversion would make 188 of 128.
    @Test
    void greyIsThreeEqualValues() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 128);
        image.getRaster().setSample(1, 0, 0, 7);
        assertThat(Photo.rgb(saved(image, "png"))).containsExactly(bytes(128, 128, 128, 7, 7, 7));
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x81ff);
        assertThat(Photo.rgb(saved(deep, "png"))).containsExactly(bytes(0x81, 0x81, 0x81));
    }

    @Test
    void blackAndWhiteIsRead() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xffffffff);
        assertThat(Photo.rgb(saved(image, "png"))).containsExactly(bytes(0, 0, 0, 255, 255, 255));
    }

    // 200 * 128 / 255 = 100.39; half-transparent grey 100: 50.2.
    @Test
    void whatIsTransparentIsLaidOverBlack() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80c80000);
        image.setRGB(1, 0, 0x00ffffff);
        assertThat(Photo.rgb(saved(image, "png"))).containsExactly(bytes(100, 0, 0, 0, 0, 0));
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                BufferedImage.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {100, 128});
        assertThat(Photo.rgb(saved(new BufferedImage(model, raster, false, null), "png")))
                .containsExactly(bytes(50, 50, 50));
    }

    @Test
    void anEnormousImageIsRefusedUndecoded() throws IOException {
        Path file = folder.resolve("small.png");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        byte[] png = Files.readAllBytes(file);
        // Width and height are ints at 16 and 20; the checksum of the header is at 29, over what begins at 12.
        ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        Files.write(file, png);
        assertThatThrownBy(() -> Photo.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is of 100000x100000 pixels, but at most 25000000 are allowed");
    }

    // Two pixels become four: at -0.25 (0 alone), 0.25, 0.75, 1.25 (1 alone).
    @Test
    void growingMixesNeighbours() {
        assertThat(Bilinear.resize(bytes(0, 200), 1, 2, 1, 1, 4)).containsExactly(bytes(0, 50, 150, 200));
        assertThat(Bilinear.resize(bytes(0, 200), 2, 1, 1, 4, 1)).containsExactly(bytes(0, 50, 150, 200));
    }

    // Four become two, centres at 0.5 and 2.5, reach 2: weights 3/4, 3/4, 1/4 of the first three, over 7/4.
    @Test
    void shrinkingPassesNoPixelOver() {
        assertThat(Bilinear.resize(bytes(70, 140, 210, 0), 1, 4, 1, 1, 2)).containsExactly(bytes(120, 110));
    }

    @Test
    void channelsStayApartAndTheSameSizeIsTheSame() {
        byte[] pixels = bytes(10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30);
        assertThat(Bilinear.resize(pixels, 2, 2, 3, 1, 3)).containsExactly(bytes(10, 20, 30, 10, 20, 30, 10, 20, 30));
        assertThat(Bilinear.resize(pixels, 2, 2, 3, 2, 2)).containsExactly(pixels);
    }
}
