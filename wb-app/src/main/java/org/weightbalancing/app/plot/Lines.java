package org.weightbalancing.app.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Makes the series of JFreeChart, whose names must differ. */
final class Lines {

    private Lines() {}

    /** An empty series, not yet of the collection, named so that no other series of it has the name. */
    static XYSeries series(XYSeriesCollection others, String name) {
        return new XYSeries(distinct(name, key -> others.getSeriesIndex(key) >= 0), false, true);
    }

    /** The names as labels, made different by numbers where they are the same. */
    static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        names.forEach(name -> distinct.add(distinct(name, distinct::contains)));
        return distinct;
    }

    private static String distinct(String name, Predicate<String> taken) {
        String label = PlotText.label(name);
        String key = label;
        for (int again = 2; taken.test(key); again++) {
            key = label + " (" + again + ")";
        }
        return key;
    }

    /** Adds a line through the points; a value that is not finite leaves a gap. */
    static void add(XYSeriesCollection lines, String name, List<? extends Number> domain, List<Double> values) {
        XYSeries line = series(lines, name);
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            line.add(domain.get(i).doubleValue(), Double.isFinite(value) ? value : Double.NaN);
        }
        lines.addSeries(line);
    }
}
