/** Features of images: computed by networks, stored in folders, imported and exported. */
package org.weightbalancing.app.feature;
