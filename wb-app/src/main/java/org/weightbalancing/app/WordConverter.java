package org.weightbalancing.app;

import java.util.List;
import org.weightbalancing.app.text.Nearest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a word of the command line, in upper or lower case, that is one of a few.
 *
 * @param allowed the words, as they print themselves
 */
record WordConverter<E extends Enum<E>>(List<E> allowed) implements ITypeConverter<E> {

    static <E extends Enum<E>> WordConverter<E> of(Class<E> words) {
        return new WordConverter<>(List.of(words.getEnumConstants()));
    }

    @Override
    public E convert(String word) {
        return allowed.stream()
                .filter(each -> each.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> refusal(word));
    }

    private TypeConversionException refusal(String word) {
        List<String> words = allowed.stream().map(E::toString).toList();
        return new TypeConversionException("'" + word + "' is not allowed" + Nearest.hint(word, words, "allowed are"));
    }
}
