package org.weightbalancing.app.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * GitHub Flavored Markdown.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GitHub Flavored Markdown, tables</a>
 */
public final class MarkdownMarkup implements Markup {

    private static final String MARKS = "\\|*_`~[]#$!";

    @Override
    public String escaped(String text) {
        return Printable.line(text)
                .codePoints()
                .mapToObj(MarkdownMarkup::escaped)
                .collect(Collectors.joining());
    }

    private static String escaped(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> (MARKS.indexOf(c) >= 0 ? "\\" : "") + Character.toString(c);
        };
    }

    @Override
    public String bold(String escaped) {
        return "**" + escaped + "**";
    }

    @Override
    public String table(List<String> header, List<Boolean> numeric, List<List<String>> rows, String note) {
        StringBuilder table = new StringBuilder(line(header));
        table.append(line(numeric.stream().map(right -> right ? "---:" : "---").toList()));
        rows.forEach(row -> table.append(line(row)));
        return table + "\n" + note + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
