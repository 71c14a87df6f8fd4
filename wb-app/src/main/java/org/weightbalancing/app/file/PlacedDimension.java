package org.weightbalancing.app.file;

import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Where;

/** A dimension and the place of its path in the search file. */
record PlacedDimension(Where where, Dimension dimension) {

    String name() {
        return dimension.name();
    }

    SettingPath path() {
        return new SettingPath(name());
    }
}
