package org.weightbalancing.app;

import java.util.Optional;

/** The version of wb, as its jar has it. */
final class Version {

    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .or(() -> Version.class.getModule().getDescriptor() == null
                        ? Optional.empty()
                        : Version.class.getModule().getDescriptor().rawVersion())
                .orElse("development");
    }
}
