/**
 * YAML documents as trees that know where each value was written, and the problems found in them.
 *
 * <p>Scalars stay the text they were until a setting of known type reads them.
 */
package org.weightbalancing.app.yaml;
