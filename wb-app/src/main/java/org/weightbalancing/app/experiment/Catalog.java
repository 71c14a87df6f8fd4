package org.weightbalancing.app.experiment;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.weightbalancing.app.search.Pruner;
import org.weightbalancing.data.Augmentation;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.train.WeightAveraging;

/**
 * Knows every component that an experiment can name, and makes it from its settings.
 *
 * <p>Built-in components come from {@link CatalogModule}; a plug-in jar that {@code provides com.google.inject.Module}
 * adds its own to the same map binders.
 */
public final class Catalog {

    private final Map<Class<?>, SortedMap<String, Component<?>>> kinds;
    private final Map<Class<?>, String> names;
    private final List<PlugIn> plugIns;

    private Catalog(Map<Class<?>, SortedMap<String, Component<?>>> kinds, List<PlugIn> plugIns) {
        this.kinds = kinds;
        this.names = names(kinds);
        this.plugIns = plugIns;
    }

    /**
     * Gathers the built-in components and those of every plug-in on the module or class path.
     *
     * @return the catalog
     * @throws IllegalArgumentException if a plug-in cannot be used, saying why
     */
    public static Catalog load() {
        List<Module> modules = new ArrayList<>(List.of(new CatalogModule()));
        try {
            ServiceLoader.load(Module.class).forEach(modules::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a plug-in cannot be loaded: " + e.getMessage(), e);
        }
        return of(modules);
    }

    /**
     * Gathers the components of some Guice modules.
     *
     * @param modules a {@link CatalogModule} and any others
     * @return the catalog
     * @throws IllegalArgumentException if two components have the same name or settings, or a module fails
     */
    public static Catalog of(List<? extends Module> modules) {
        Injector injector = injector(modules);
        Map<Class<?>, SortedMap<String, Component<?>>> kinds = new LinkedHashMap<>();
        kinds.put(
                SourceSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<SourceSettings.Factory>>>() {}));
        kinds.put(
                AugmentationSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<Augmentation>>>() {}));
        kinds.put(
                MixingSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<MixingSettings.Factory>>>() {}));
        kinds.put(
                SamplerSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<SamplerSettings.Factory>>>() {}));
        kinds.put(
                HeadSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<HeadSettings.Factory>>>() {}));
        kinds.put(
                LossSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<LossSettings.Factory>>>() {}));
        kinds.put(
                WeightingSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<WeightingSettings.Factory>>>() {}));
        kinds.put(
                ScheduleSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<ScheduleSettings.Factory>>>() {}));
        kinds.put(
                AveragingSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<WeightAveraging>>>() {}));
        kinds.put(
                RegularizerSettings.class, bound(injector, new TypeLiteral<Map<String, Component<Regularizer>>>() {}));
        kinds.put(
                AdjustmentSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<AdjustmentSettings.Factory>>>() {}));
        kinds.put(
                GeneratorSettings.class,
                bound(injector, new TypeLiteral<Map<String, Component<GeneratorSettings.Factory>>>() {}));
        kinds.put(PruningSettings.class, bound(injector, new TypeLiteral<Map<String, Component<Pruner>>>() {}));
        List<PlugIn> plugIns = modules.stream()
                .filter(module -> !(module instanceof CatalogModule))
                .map(PlugIn::of)
                .toList();
        return new Catalog(Collections.unmodifiableMap(kinds), plugIns);
    }

    private static Injector injector(List<? extends Module> modules) {
        try {
            return Guice.createInjector(modules);
        } catch (CreationException e) {
            String reason = e.getErrorMessages().iterator().next().getMessage();
            throw new IllegalArgumentException("the catalog cannot be made: " + reason, e);
        }
    }

    private static <T> SortedMap<String, Component<?>> bound(
            Injector injector, TypeLiteral<Map<String, Component<T>>> type) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(injector.getInstance(Key.get(type))));
    }

    private static Map<Class<?>, String> names(Map<Class<?>, SortedMap<String, Component<?>>> kinds) {
        Map<Class<?>, String> names = new HashMap<>();
        kinds.values()
                .forEach(kind -> kind.forEach((name, component) -> {
                    String other = names.putIfAbsent(component.settings(), name);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "components " + other + " and " + name + " have the same settings, "
                                        + component.settings().getName());
                    }
                }));
        return Map.copyOf(names);
    }

    /**
     * Makes a component from its settings.
     *
     * @param settings of a component of this catalog
     * @return the component, or the factory of its kind where a component needs to know more than its settings
     * @throws IllegalArgumentException if no component has such settings
     */
    public <T> T create(ComponentSettings<T> settings) {
        return component(settings).create().apply(settings, this);
    }

    /** The entry of a component. */
    @SuppressWarnings("unchecked") // A component's settings are ComponentSettings of what it makes.
    public <T> Component<T> component(ComponentSettings<T> settings) {
        return kinds.values().stream()
                .flatMap(kind -> kind.values().stream())
                .filter(component -> component.settings() == settings.getClass())
                .map(component -> (Component<T>) component)
                .findFirst()
                .orElseThrow(() -> unknown(settings));
    }

    /**
     * Makes the parameter filter of a regularizer.
     *
     * @param settings of the regularizer
     * @return the parameters it acts on
     */
    public ParameterFilter filter(RegularizerSettings settings) {
        return ParameterScope.of(settings.on()).filter();
    }

    /**
     * Describes the network of an experiment, to be built with images of 32x32 RGB pixels unless changed.
     *
     * @param settings of the network
     * @param classes outputs of the classifier, at least 2
     * @param seed of the initial weights
     * @return what {@code ResNets} builds
     */
    public ResNetSpec network(ModelSettings settings, int classes, long seed) {
        ResNetSpec spec =
                switch (settings.architecture()) {
                    case RESNET_18 -> ResNetSpec.resnet18(classes);
                    case RESNET_34 -> ResNetSpec.resnet34(classes);
                    default -> ResNetSpec.cifar(settings.architecture().depth(), classes);
                };
        Shortcut shortcut = settings.shortcut() == ModelSettings.ShortcutOption.A ? Shortcut.PAD : Shortcut.PROJECTION;
        return spec.width(settings.width())
                .shortcut(shortcut)
                .initialization(settings.initialization())
                .seed(seed);
    }

    /** The name of a component in files. */
    public String name(ComponentSettings<?> settings) {
        String name = names.get(settings.getClass());
        if (name == null) {
            throw unknown(settings);
        }
        return name;
    }

    /** A component in words: its name, with its settings if it has any. */
    public String words(ComponentSettings<?> settings) {
        String keys = SettingField.of(((Record) settings).getClass()).stream()
                .map(field -> field.key() + ": " + field.valueIn((Record) settings))
                .collect(Collectors.joining(", "));
        return keys.isEmpty() ? name(settings) : name(settings) + " (" + keys + ")";
    }

    /** The components of a kind, such as {@link LossSettings}, by name. */
    public SortedMap<String, Component<?>> components(Class<?> kind) {
        return kinds.get(kind);
    }

    /** The packages of the plug-ins, of whose classes networks may be. */
    public Set<String> plugInPackages() {
        return plugIns.stream().flatMap(plugIn -> plugIn.packages().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Where components come from that are not built in. */
    public List<PlugIn> plugIns() {
        return plugIns;
    }

    /** The kinds, in the order of an experiment. */
    public List<Class<?>> kinds() {
        return List.copyOf(kinds.keySet());
    }

    private static IllegalArgumentException unknown(ComponentSettings<?> settings) {
        return new IllegalArgumentException("no component of the catalog has the settings " + settings);
    }
}
