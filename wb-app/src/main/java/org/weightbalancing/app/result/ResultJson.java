package org.weightbalancing.app.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.Calibration;
import org.weightbalancing.eval.ClassReport;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.geometry.FeatureGeometry;
import org.weightbalancing.model.geometry.NeuralCollapse;

/** Results as report.json: fractions, not percent; null where undefined or infinite. */
public final class ResultJson {

    private ResultJson() {}

    static String text(Results results, List<Sample> samples) {
        ObjectNode root = classes(results.groups(), results.trainCounts(), results.classNames());
        ArrayNode methods = root.putArray("methods");
        results.methods().forEach(method -> method(methods.addObject(), method));
        ArrayNode shown = root.putArray("samples");
        samples.forEach(sample -> shown.addObject()
                .put("image", sample.image())
                .put("class", sample.label())
                .put("file", sample.file()));
        return StoredJson.text(root);
    }

    /** What is known before the first method: classes.json. */
    public static String classes(Images images, ShotGroups groups) {
        List<Integer> counts =
                Arrays.stream(images.train().classCounts()).boxed().toList();
        return StoredJson.text(classes(groups, counts, images.train().classNames()));
    }

    private static ObjectNode classes(ShotGroups groups, List<Integer> trainCounts, List<String> names) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("shot-groups").put("many-above", groups.manyAbove()).put("few-below", groups.fewBelow());
        trainCounts.forEach(root.putArray("train-counts")::add);
        names.forEach(root.putArray("class-names")::add);
        return root;
    }

    private static void method(ObjectNode node, MethodResult method) {
        node.put("name", method.name());
        method.stamp().ifPresent(stamp -> node.put("stamp", stamp));
        node.put("selected-on", method.selection().toString());
        measured(node.putObject("plain"), method.plain());
        method.flipped().ifPresent(flipped -> measured(node.putObject("flip-averaged"), flipped));
        node.put("temperature", method.scaled().temperature());
        node.put("temperature-fitted-on", method.scaled().fittedOn().toString());
        method.scaled().stamp().ifPresent(stamp -> node.put("temperature-stamp", stamp));
        node.put("temperature-at-bound", method.scaled().atBound());
        measured(node.putObject("temperature-scaled"), method.scaled().measured());
        geometry(node.putObject("geometry"), method.geometry());
        numbers(
                node.putArray("classifier-norms"),
                method.norms().stream().mapToDouble(norm -> norm).toArray());
    }

    private static void geometry(ObjectNode node, FeatureGeometry geometry) {
        NeuralCollapse collapse = geometry.collapse();
        node.put("items", geometry.items());
        number(node, "feature-norm", geometry.featureNorm());
        number(node, "fisher-ratio", geometry.fisherRatio());
        number(node, "inter-class-cosine", geometry.interClassCosine());
        number(node, "nc1", collapse.nc1());
        number(node, "nc2-norms", collapse.nc2Norms());
        number(node, "nc2-angles", collapse.nc2Angles());
        number(node, "nc3", collapse.nc3());
        number(node, "nc4", collapse.nc4());
        numbers(node.putArray("feature-norms"), geometry.featureNorms());
    }

    /**
     * Puts metrics, intervals, conventions, measures of classes and the reliability diagram into a node; null where
     * undefined.
     */
    public static void measured(ObjectNode node, Measured measured) {
        for (Metric metric : Metric.values()) {
            number(node, metric.toString(), measured.of(metric));
        }
        ObjectNode intervals = node.putObject("intervals");
        for (Metric metric : Metric.values()) {
            BootstrapInterval interval = measured.intervals().get(metric);
            if (interval != null) {
                ObjectNode ends = intervals.putObject(metric.toString());
                number(ends, "lower", interval.lower());
                number(ends, "upper", interval.upper());
            }
        }
        ObjectNode conventions = node.putObject("conventions");
        measured.conventions().forEach((convention, report) -> {
            ObjectNode groups = conventions.putObject(convention.toString());
            for (Metric group : List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW)) {
                number(groups, group.toString(), group.applyAsDouble(report));
            }
        });
        classes(node, "class-accuracies", measured, ClassReport::accuracy);
        classes(node, "class-precisions", measured, ClassReport::precision);
        classes(node, "class-f1", measured, ClassReport::f1);
        classes(node, "marginal-likelihoods", measured, ClassReport::marginalLikelihood);
        measured.report()
                .calibration()
                .ifPresent(calibration -> reliability(node.putArray("reliability"), calibration));
    }

    private static void classes(ObjectNode node, String key, Measured measured, ToDoubleFunction<ClassReport> value) {
        numbers(
                node.putArray(key),
                measured.report().classes().stream().mapToDouble(value).toArray());
    }

    private static void numbers(ArrayNode node, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                node.addNull();
            } else {
                node.add(value);
            }
        }
    }

    private static void reliability(ArrayNode bins, Calibration calibration) {
        for (Calibration.Bin bin : calibration.bins()) {
            ObjectNode node = bins.addObject()
                    .put("lower", bin.lower())
                    .put("upper", bin.upper())
                    .put("items", bin.items());
            number(node, "confidence", bin.confidence());
            number(node, "accuracy", bin.accuracy());
        }
    }

    private static void number(ObjectNode node, String key, double value) {
        if (!Double.isFinite(value)) {
            node.putNull(key);
        } else {
            node.put(key, value);
        }
    }
}
