package org.weightbalancing.app;

import org.weightbalancing.app.folder.SeedList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads seeds from the command line. */
final class SeedListConverter implements ITypeConverter<SeedList> {
    @Override
    public SeedList convert(String text) {
        try {
            return SeedList.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
