/** Files of programs: JSON, CSV, checksums, and the reasons why a file cannot be read or written. */
package org.weightbalancing.app.io;
