/** What this machine and installation are and can do: processor, memory, versions, and whether a network trains here. */
package org.weightbalancing.app.system;
