package org.weightbalancing.app.folder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds of repetitions, as the command line names them: {@code 0..4}, {@code 0,3,7} or {@code 0..2,9}.
 *
 * @param seeds in the order in which they are run, none twice
 */
public record SeedList(List<Long> seeds) {

    private static final int MOST = 1000;
    private static final Pattern PART = Pattern.compile("(-?\\d{1,18})(?:\\.\\.(-?\\d{1,18}))?");

    /** Refuses no seeds, too many, and a seed given twice. */
    public SeedList {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || seeds.size() > MOST) {
            throw new IllegalArgumentException(seeds.size() + " seeds, but 1 to " + MOST + " are allowed");
        }
        HashSet<Long> known = new HashSet<>();
        for (long seed : seeds) {
            if (!known.add(seed)) {
                throw new IllegalArgumentException("seed " + seed + " is given twice");
            }
        }
    }

    /**
     * Reads seeds and ranges joined by commas; both ends of a range belong to it.
     *
     * @throws IllegalArgumentException if the text is anything else, a range runs backwards, or the seeds are refused
     */
    public static SeedList parse(String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = PART.matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException("'" + text
                        + "' is no list of seeds; allowed are whole numbers and ranges, such as 0..4 or 0,3,7");
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
            if (last < first) {
                throw new IllegalArgumentException(
                        "the range " + part.strip() + " runs backwards; write " + last + ".." + first);
            }
            if (last - first >= MOST - seeds.size()) {
                throw new IllegalArgumentException("'" + text + "' are more than " + MOST + " seeds");
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add(seed);
            }
        }
        return new SeedList(seeds);
    }
}
