package org.weightbalancing.app.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Pictures as addresses that hold their bytes. */
final class DataUri {

    /** Characters besides letters and digits that neither an address nor HTML gives a meaning here. */
    private static final String PLAIN = " -_.,:;()/!*~";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private DataUri() {}

    /** A picture in PNG. */
    static String png(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** A drawing in SVG as text: shorter than in base 64. */
    static String svg(String svg) {
        StringBuilder uri = new StringBuilder("data:image/svg+xml,");
        for (byte b : svg.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                HEX.toHexDigits(uri.append('%'), b);
            }
        }
        return uri.toString();
    }
}
