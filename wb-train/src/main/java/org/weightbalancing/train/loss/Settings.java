package org.weightbalancing.train.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** What tells two losses of one kind apart, by value: numbers of each class, and named single ones. */
final class Settings {

    private final List<Object> values = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /** Adds numbers of each class, of which the text gives only how many. */
    Settings perClass(double[] numbers) {
        values.add(Arrays.stream(numbers).boxed().toList());
        return classes(numbers.length);
    }

    /** Adds numbers of each class, of which the text gives only how many. */
    Settings perClass(int[] numbers) {
        values.add(Arrays.stream(numbers).boxed().toList());
        return classes(numbers.length);
    }

    private Settings classes(int classes) {
        String text = "classes=" + classes;
        if (!texts.contains(text)) {
            texts.add(text);
        }
        return this;
    }

    /** Adds a named value that has an equality and a text. */
    Settings with(String name, Object value) {
        values.add(value);
        texts.add(name + "=" + value);
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner(", ", "(", ")");
        texts.forEach(joined::add);
        return joined.toString();
    }
}
