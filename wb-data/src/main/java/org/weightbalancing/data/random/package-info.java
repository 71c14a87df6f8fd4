/** Random numbers that are pure functions of keys; not exported. */
package org.weightbalancing.data.random;
