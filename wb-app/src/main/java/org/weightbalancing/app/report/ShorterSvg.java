package org.weightbalancing.app.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes drawings shorter that look the same: a shape that is filled and then outlined becomes one element, and paths keep
 * a hundredth of a pixel.
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

    private ShorterSvg() {}

    static String of(String svg) {
        return PATH.matcher(joined(svg))
                .replaceAll(path -> FRACTION.matcher(path.group()).replaceAll("$1"));
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
