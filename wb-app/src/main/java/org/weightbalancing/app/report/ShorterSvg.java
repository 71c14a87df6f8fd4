package org.weightbalancing.app.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes drawings shorter that look the same: a shape that is filled and then outlined becomes one element, paths keep a
 * hundredth of a pixel, and four curves that are a circle become one.
 */
final class ShorterSvg {

    private static final Pattern PAIR = Pattern.compile("<path ([^>]*)/><path ([^>]*)/>");
    private static final String OPEN = "<path ";
    private static final Pattern FILL = Pattern.compile(" fill=\"[^\"]*\"");
    private static final Pattern STROKE = Pattern.compile(" stroke=\"[^\"]*\"");
    private static final String NO_FILL = " fill=\"none\"";
    private static final String NO_STROKE = " stroke=\"none\"";
    private static final Pattern PATH = Pattern.compile(" d=\"[^\"]*\"");
    private static final Pattern FRACTION = Pattern.compile("(\\.\\d\\d)\\d+");

    private static final String NUMBER = "(-?[\\d.]+) ";
    private static final String CURVE = "C" + NUMBER.repeat(6);
    private static final Pattern CIRCLE =
            Pattern.compile("<path ([^>]*?)d=\"M" + NUMBER + NUMBER + CURVE.repeat(4) + "Z\"");

    /** Groups of the pattern: the first point, and those at which the curves end. */
    private static final int START = 2;

    private static final List<Integer> ENDS = List.of(8, 14, 20, 26);
    private static final double ROUNDING = 0.03;

    private ShorterSvg() {}

    static String of(String svg) {
        String rounded = PATH.matcher(joined(svg))
                .replaceAll(path -> FRACTION.matcher(path.group()).replaceAll("$1"));
        return CIRCLE.matcher(rounded).replaceAll(path -> Matcher.quoteReplacement(circle(path)));
    }

    /** The circle, or the path as it was if it is none. */
    private static String circle(MatchResult path) {
        double[] x = new double[ENDS.size()];
        double[] y = new double[ENDS.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = Double.parseDouble(path.group(ENDS.get(i)));
            y[i] = Double.parseDouble(path.group(ENDS.get(i) + 1));
        }
        double radius = (x[3] - x[1]) / 2;
        double centreX = (x[3] + x[1]) / 2;
        double centreY = (y[0] + y[2]) / 2;
        boolean round = close(Math.abs(y[0] - y[2]) / 2, radius)
                && close(x[0], centreX)
                && close(x[2], centreX)
                && close(y[1], centreY)
                && close(y[3], centreY)
                && close(Double.parseDouble(path.group(START)), x[3])
                && close(Double.parseDouble(path.group(START + 1)), y[3]);
        return round
                ? "<circle " + path.group(1)
                        + String.format(Locale.ROOT, "cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\"", centreX, centreY, radius)
                : path.group();
    }

    private static boolean close(double one, double other) {
        return Math.abs(one - other) <= ROUNDING;
    }

    private static String joined(String svg) {
        StringBuilder shorter = new StringBuilder();
        Matcher pair = PAIR.matcher(svg);
        int done = 0;
        int from = 0;
        while (pair.find(from)) {
            Optional<String> one = one(pair.group(1), pair.group(2));
            if (one.isPresent()) {
                shorter.append(svg, done, pair.start()).append(one.get());
                done = pair.end();
            }
            from = one.isPresent() ? pair.end() : pair.start(2) - OPEN.length();
        }
        return shorter.append(svg, done, svg.length()).toString();
    }

    /** The element that fills as the first and outlines as the second, if they are alike but for that. */
    private static Optional<String> one(String filled, String outlined) {
        if (!filled.contains(NO_STROKE) || !outlined.contains(NO_FILL)) {
            return Optional.empty();
        }
        String fill = filled.replace(NO_STROKE, "");
        String outline = outlined.replace(NO_FILL, "");
        if (!FILL.matcher(fill).replaceAll("").equals(STROKE.matcher(outline).replaceAll(""))) {
            return Optional.empty();
        }
        Matcher stroke = STROKE.matcher(outline);
        return Optional.of(OPEN + fill + (stroke.find() ? stroke.group() : "") + "/>");
    }
}
