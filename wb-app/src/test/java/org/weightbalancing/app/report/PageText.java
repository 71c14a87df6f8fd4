package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The page of runs, and what of it people read. */
final class PageText {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private PageText() {}

    static String page(Path... runs) {
        return new Report(List.of(runs)).html();
    }

    /** The text of a page as people read it, without script and style. */
    static String words(String page) {
        return TAG.matcher(page.replaceAll("(?s)<(script|style)>.*?</\\1>", ""))
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x60;", "`")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    /** The tags of a page with the values of their attributes left out. */
    static List<String> tags(String page) {
        return TAG.matcher(page)
                .results()
                .map(tag -> tag.group().replaceAll("=\"[^\"]*\"", ""))
                .toList();
    }
}
