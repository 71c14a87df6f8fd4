/**
 * The ND4J backend that this process computes on, checked before it is loaded.
 *
 * <p>{@link org.weightbalancing.app.backend.BackendException} says in one sentence what is missing.
 */
package org.weightbalancing.app.backend;
