package org.weightbalancing.app;

import org.weightbalancing.eval.Metric;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a metric from the command line. */
final class MetricConverter implements ITypeConverter<Metric> {

    @Override
    public Metric convert(String name) {
        try {
            return Metric.named(name.strip());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
