/**
 * A key of an experiment or search file: its description, its path, and what can be wrong with its value.
 *
 * <p>{@link org.weightbalancing.app.setting.Setting} describes a key, for readers as for {@code wb describe} and the JSON
 * Schema.
 */
package org.weightbalancing.app.setting;
