/** Measures of the logits of other programs. */
package org.weightbalancing.app.measure;
