package org.weightbalancing.app.text;

import java.util.List;
import java.util.stream.Collectors;

/** LaTeX with the package booktabs: a tabular, to stand in a table. */
public final class LatexMarkup implements Markup {

    @Override
    public String escaped(String text) {
        return Printable.line(text)
                .codePoints()
                .mapToObj(LatexMarkup::escaped)
                .collect(Collectors.joining())
                .replace("--", "-{}-");
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '"' -> "\\textquotedbl{}";
            case '`' -> "\\textasciigrave{}";
            case '_', '%', '&', '#', '$', '{', '}' -> "\\" + Character.toString(c);
            default -> Character.toString(c);
        };
    }

    @Override
    public String bold(String escaped) {
        return "\\textbf{" + escaped + "}";
    }

    @Override
    public String table(List<String> header, List<Boolean> numeric, List<List<String>> rows, String note) {
        String columns = numeric.stream().map(right -> right ? "r" : "l").collect(Collectors.joining());
        return "% \\usepackage{booktabs}\n\\begin{tabular}{" + columns + "}\n\\toprule\n"
                + line(header)
                + "\\midrule\n"
                + rows.stream().map(LatexMarkup::line).collect(Collectors.joining())
                + "\\bottomrule\n\\end{tabular}\n\n"
                + note
                + "\n";
    }

    // After the end of a line, an asterisk or bracket would belong to it.
    private static String line(List<String> cells) {
        String guard = cells.get(0).startsWith("*") || cells.get(0).startsWith("[") ? "{}" : "";
        return guard + String.join(" & ", cells) + " \\\\\n";
    }
}
