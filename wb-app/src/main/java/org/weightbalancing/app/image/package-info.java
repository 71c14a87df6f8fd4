/** The images of an experiment: split, made long-tailed, read, and shown to networks. */
package org.weightbalancing.app.image;
