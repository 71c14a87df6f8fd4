/** Words, names and tables for people. */
package org.weightbalancing.app.text;
