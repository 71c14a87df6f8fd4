package org.weightbalancing.app.experiment;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;

/** One key of a record of settings. */
public record SettingField(String key, Setting setting, SettingType type, RecordComponent component) {

    /** The keys of a record, in its order. */
    public static List<SettingField> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(SettingField::of).toList();
    }

    private static SettingField of(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalArgumentException(
                    component + " of " + component.getDeclaringRecord() + " has no @Setting");
        }
        return new SettingField(
                KebabCase.of(component.getName()), setting, SettingType.of(component.getGenericType()), component);
    }

    /** Whether a file must have the key, because nothing stands in for it. */
    public boolean required() {
        return setting.byDefault().isEmpty() && setting.byDefaultOf().isEmpty() && !setting.optional();
    }

    /** The value of this setting in a record. */
    public Object valueIn(Record record) {
        try {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible();
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of " + record.getClass() + " must be public", e);
        }
    }

    /**
     * Makes a record from the values of its settings.
     *
     * @throws IllegalArgumentException if the record refuses them
     */
    public static <R extends Record> R create(Class<R> type, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be public, with a public constructor", e);
        }
    }

    /** Whether a number, or the length of a list, is in range. */
    public boolean allows(double number) {
        boolean above = setting.aboveMin() ? number > setting.min() : number >= setting.min();
        boolean below = setting.belowMax() ? number < setting.max() : number <= setting.max();
        return above && below && (setting.infinite() || !Double.isInfinite(number));
    }

    /** The range in words, such as "0 to below 1"; empty if there is none. */
    public String range() {
        boolean from = setting.min() != Double.NEGATIVE_INFINITY;
        boolean to = setting.max() != Double.POSITIVE_INFINITY;
        String low = YamlNumber.text(setting.min());
        String high = (setting.belowMax() ? "below " : "") + YamlNumber.text(setting.max());
        if (from && to) {
            return (setting.aboveMin() ? "above " : "") + low + " to " + high;
        }
        if (from) {
            return (setting.aboveMin() ? "above " : "at least ") + low;
        }
        return to ? (setting.belowMax() ? high : "at most " + high) : "";
    }

    /** The range in words where infinity is out of it. */
    public String finiteRange() {
        boolean bounded = Double.isFinite(setting.min()) && Double.isFinite(setting.max());
        return bounded ? range() : range().isEmpty() ? "finite numbers" : "finite numbers, " + range();
    }

    /** The allowed lengths of a list in words. */
    public String length() {
        return setting.min() == setting.max() ? YamlNumber.text(setting.min()) : range();
    }
}
