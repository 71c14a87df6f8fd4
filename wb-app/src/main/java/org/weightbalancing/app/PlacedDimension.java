package org.weightbalancing.app;

import org.weightbalancing.app.search.Dimension;

/** A dimension and the place of its path in the search file. */
record PlacedDimension(Where where, Dimension dimension) {

    String name() {
        return dimension.name();
    }

    SettingPath path() {
        return new SettingPath(name());
    }
}
