package org.weightbalancing.app.experiment;

/**
 * The settings of a part that an experiment chooses by name: plain data, from which the {@link Catalog} makes the part.
 *
 * <p>Implementations are records. In a file they are written {@code {name: max-norm, fraction: 0.1}}, or just {@code
 * max-norm} where no other key is needed.
 *
 * @param <T> what is made from the settings
 */
public interface ComponentSettings<T> {}
