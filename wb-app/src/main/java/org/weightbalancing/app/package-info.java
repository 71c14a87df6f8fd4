/**
 * The wb command.
 */
package org.weightbalancing.app;
