/** Files: JSON, CSV, checksums, entries of folders, and why one cannot be read or written. */
package org.weightbalancing.app.io;
