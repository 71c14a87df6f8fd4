package org.weightbalancing.app.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record component a key of the experiment file; the key is its name in kebab-case.
 *
 * <p>The reader of experiment files, their writer and the descriptions all work from this one statement. Types are int,
 * long, double, boolean, String, enums, records of settings, interfaces of {@code ComponentSettings}, and lists of those.
 * A setting without a default is required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What the setting means: one sentence, with the unit. */
    String doc();

    /** The default as YAML text; empty if there is none. */
    String byDefault() default "";

    /** The key of an earlier setting of the same record whose value, a {@link Defaults}, has the default. */
    String byDefaultOf() default "";

    /** Whether the setting, a double, may be left out without a default; it then is NaN. */
    boolean optional() default false;

    /** Smallest allowed number, or length of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Whether the smallest number is itself forbidden. */
    boolean aboveMin() default false;

    /** Largest allowed number, or length of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether the largest number is itself forbidden. */
    boolean belowMax() default false;

    /** Whether a double may be infinite ({@code .inf}). */
    boolean infinite() default false;

    /** Whether the keys of this component stand among the keys of the record that holds it. */
    boolean inline() default false;

    /** A value for the example in descriptions, as YAML text; empty leaves a setting with a default out of it. */
    String example() default "";

    /** A value on which defaults of other settings depend. */
    interface Defaults {
        /**
         * Gives the default of a setting beside this one.
         *
         * @param key of that setting
         * @return the default as YAML text
         * @throws IllegalArgumentException if no default of that setting depends on this value
         */
        String byDefault(String key);
    }
}
