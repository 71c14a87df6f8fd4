/**
 * The folders that runs and repetitions leave behind, locked for one process.
 *
 * <p>Every file in {@code RunDirectory} is whole or absent; docs/runs.md tells what they are.
 */
package org.weightbalancing.app.folder;
