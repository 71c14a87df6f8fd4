package org.weightbalancing.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Tells by its name, before it is loaded, whether a class may be part of a network that is read: only those of the
 * packages of DL4J, ND4J and this project that describe networks, and of further packages that the reader names.
 */
final class AllowedClasses extends PolymorphicTypeValidator.Base {

    private static final long serialVersionUID = 1L;

    private static final Set<String> PACKAGES = Set.of(
            "org.deeplearning4j.nn.conf",
            "org.deeplearning4j.nn.weights",
            "org.nd4j.linalg.activations",
            "org.nd4j.linalg.learning",
            "org.nd4j.linalg.lossfunctions",
            "org.nd4j.linalg.schedule",
            "org.weightbalancing");

    // Nothing else: in "a.B<c.D>" Jackson would load c.D too.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$]+(\\.[\\p{L}\\p{N}_$]+)*");

    private final TreeSet<String> packages = new TreeSet<>(PACKAGES);

    /** Allows the classes of further packages and of those below them. */
    AllowedClasses(Set<String> further) {
        packages.addAll(further);
    }

    boolean contains(String className) {
        return NAME.matcher(className).matches()
                && packages.stream().anyMatch(name -> className.startsWith(name + "."));
    }

    /** What to say of a class that is none of these. */
    String refusal(String className) {
        return "it names the class '" + className + "', but the classes of a network are of "
                + String.join(", ", packages);
    }

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType base) {
        // A base type that is allowed as such would admit all that extends it.
        return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String className) {
        return contains(className) ? Validity.ALLOWED : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType base, JavaType type) {
        return Validity.DENIED;
    }
}
