/** What the methods of a run reach on the test images: measured, written and read again. */
package org.weightbalancing.app.result;
