package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.data.ClassAwareSampler;
import org.weightbalancing.data.ClassBalancedSampler;
import org.weightbalancing.data.DeferredSampler;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.data.PowerSampler;
import org.weightbalancing.data.ProgressiveSampler;
import org.weightbalancing.data.RepeatFactorSampler;
import org.weightbalancing.data.Sampler;

/** The samplers that are built in. */
final class SamplerBindings {

    private static final String KANG = "Kang et al., ICLR 2020";

    private SamplerBindings() {}

    static void bind(MapBinder<String, Component<SamplerSettings.Factory>> samplers) {
        samplers.addBinding("instance")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.Instance>of(
                                SamplerSettings.Instance.class,
                                "Shows every image once per epoch in random order, or draws them with replacement.",
                                s -> epochs -> new InstanceSampler(s.replacement()))
                        .formula("class c with probability n_c / n"));
        samplers.addBinding("class-balanced")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.ClassBalanced>of(
                                SamplerSettings.ClassBalanced.class,
                                "Draws a class uniformly, then one of its images.",
                                s -> epochs -> classBalanced(s.replacement()))
                        .formula("class c with probability 1 / C")
                        .source(KANG));
        samplers.addBinding("square-root")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.SquareRoot>of(
                                SamplerSettings.SquareRoot.class,
                                "Draws a class by the root of its count, then one of its images.",
                                s -> epochs -> new PowerSampler(0.5, s.replacement()))
                        .formula("class c with probability ~ n_c^0.5")
                        .source(KANG));
        samplers.addBinding("power")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.Power>of(
                                SamplerSettings.Power.class,
                                "Draws a class by a power of its count, then one of its images.",
                                s -> epochs -> new PowerSampler(s.q(), s.replacement()))
                        .formula("class c with probability ~ n_c^q")
                        .source(KANG + "; q = -1: Zhou et al., CVPR 2020"));
        bindChanging(samplers);
    }

    private static void bindChanging(MapBinder<String, Component<SamplerSettings.Factory>> samplers) {
        samplers.addBinding("progressive")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.Progressive>of(
                                SamplerSettings.Progressive.class,
                                "Goes from instance to class-balanced sampling over the stage.",
                                s -> epochs -> new ProgressiveSampler(epochs, s.replacement()))
                        .formula("class c with probability (1 - t / T) n_c / n + (t / T) / C in epoch t of T")
                        .source(KANG));
        samplers.addBinding("class-aware")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.ClassAware>of(
                                SamplerSettings.ClassAware.class,
                                "Takes some images of each class in turn from the class's own shuffled cycle.",
                                s -> epochs -> new ClassAwareSampler(s.perClass()))
                        .source("Shen et al., ECCV 2016"));
        samplers.addBinding("repeat-factor")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.RepeatFactor>of(
                                SamplerSettings.RepeatFactor.class,
                                "Shows every image once, and those of rare classes more often.",
                                s -> epochs -> new RepeatFactorSampler(s.threshold()))
                        .formula("an image of class c max(1, (threshold / f_c)^0.5) times on average, f_c = n_c / n")
                        .source("Gupta et al., CVPR 2019"));
        samplers.addBinding("deferred")
                .toInstance(Component.<SamplerSettings.Factory, SamplerSettings.Deferred>composed(
                                SamplerSettings.Deferred.class,
                                "One sampler in the first epochs, another in the rest, as in deferred re-sampling.",
                                (s, catalog) -> epochs -> new DeferredSampler(
                                        catalog.create(s.before()).create(epochs),
                                        catalog.create(s.after()).create(epochs),
                                        s.fromEpoch()))
                        .formula("before in epochs below from-epoch, after from then on")
                        .source("Cao et al., NeurIPS 2019"));
    }

    private static Sampler classBalanced(boolean replacement) {
        return replacement ? new ClassBalancedSampler() : new PowerSampler(0, false);
    }
}
