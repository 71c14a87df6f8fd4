/** Several runs side by side: tables, paired comparisons on the same images, and summaries of repetitions. */
package org.weightbalancing.app.compare;
