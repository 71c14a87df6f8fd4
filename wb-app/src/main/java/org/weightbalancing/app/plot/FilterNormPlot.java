package org.weightbalancing.app.plot;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Draws how unequal the filters of the hidden layers are: in each layer the norms from large to small over the share of
 * filters passed, then mean and band of one standard deviation over the layers (figure 3 of arXiv 2203.14197).
 *
 * <p>Layers of different width meet at 0, 2, ..., 100 % by linear interpolation between neighbours; the standard deviation
 * divides by the number of layers.
 *
 * @param networks one line each
 */
public record FilterNormPlot(List<Network> networks) {

    private static final int STEPS = 50;

    /** Keeps a copy. */
    public FilterNormPlot {
        networks = List.copyOf(networks);
    }

    /**
     * The filters of one network.
     *
     * @param name stands in the legend
     * @param layers for each hidden layer the norms of its filters, in any order; what is not finite is left out
     */
    public record Network(String name, List<List<Double>> layers) {

        /** Keeps copies, sorted, without layers that have no number. */
        public Network {
            layers = layers.stream()
                    .map(layer -> layer.stream()
                            .filter(Double::isFinite)
                            .sorted(Comparator.reverseOrder())
                            .toList())
                    .filter(layer -> !layer.isEmpty())
                    .toList();
        }

        double[] at(double share) {
            return layers.stream().mapToDouble(layer -> between(layer, share)).toArray();
        }

        private static double between(List<Double> sorted, double share) {
            double place = share * (sorted.size() - 1);
            int before = Math.min((int) place, Math.max(0, sorted.size() - 2));
            int after = Math.min(before + 1, sorted.size() - 1);
            return sorted.get(before) + (place - before) * (sorted.get(after) - sorted.get(before));
        }
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        List<Network> drawn =
                networks.stream().filter(network -> !network.layers().isEmpty()).toList();
        if (drawn.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Norms of the hidden layers' filters");
        }
        NumberAxis shares = PlotStyle.axis("filters of the layer, largest first, %");
        shares.setRange(0, 100);
        NumberAxis norms = PlotStyle.axis("filter norm, mean \u00b1 sd over layers");
        norms.setAutoRangeIncludesZero(true);
        XYPlot plot = PlotStyle.plot(shares, norms);
        plot.setDataset(bands(drawn));
        DeviationRenderer renderer = SeriesStyle.apply(new DeviationRenderer(true, false), drawn.size());
        renderer.setAlpha(0.16f);
        for (int i = 0; i < drawn.size(); i++) {
            renderer.setSeriesFillPaint(i, SeriesStyle.colour(i));
        }
        plot.setRenderer(renderer);
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                "Norms of the filters of hidden layers, sorted, mean and standard deviation over layers, of "
                        + drawn.stream().map(Network::name).collect(Collectors.joining(", ")) + ".");
    }

    private static YIntervalSeriesCollection bands(List<Network> drawn) {
        YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
        List<String> names = Lines.distinct(drawn.stream().map(Network::name).toList());
        for (int i = 0; i < drawn.size(); i++) {
            YIntervalSeries band = new YIntervalSeries(names.get(i), false, true);
            for (int step = 0; step <= STEPS; step++) {
                add(band, 100.0 * step / STEPS, drawn.get(i).at((double) step / STEPS));
            }
            bands.addSeries(band);
        }
        return bands;
    }

    private static void add(YIntervalSeries band, double x, double[] norms) {
        double sum = 0;
        double squares = 0;
        for (double norm : norms) {
            sum += norm;
        }
        double mean = sum / norms.length;
        for (double norm : norms) {
            squares += (norm - mean) * (norm - mean);
        }
        double deviation = Math.sqrt(squares / norms.length);
        band.add(x, mean, mean - deviation, mean + deviation);
    }
}
