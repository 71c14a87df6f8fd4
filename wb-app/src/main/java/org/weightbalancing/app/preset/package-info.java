/** The recipes for weight balancing as experiment files, and how an experiment differs from them. */
package org.weightbalancing.app.preset;
