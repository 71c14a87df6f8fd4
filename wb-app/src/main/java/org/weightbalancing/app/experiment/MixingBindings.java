package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import java.util.Optional;
import org.weightbalancing.data.mixing.ContextRichOversampling;
import org.weightbalancing.data.mixing.CutMix;
import org.weightbalancing.data.mixing.Mixup;
import org.weightbalancing.data.mixing.Remix;

/** The mixings that are built in. */
final class MixingBindings {

    private MixingBindings() {}

    static void bind(MapBinder<String, Component<MixingSettings.Factory>> mixings) {
        mixings.addBinding("none")
                .toInstance(Component.of(
                        MixingSettings.None.class,
                        "Leaves images as they are.",
                        settings -> (counts, epochs) -> Optional.empty()));
        mixings.addBinding("mixup")
                .toInstance(Component.<MixingSettings.Factory, MixingSettings.Mixup>of(
                                MixingSettings.Mixup.class,
                                "Mixes two images of a batch and their labels in the same shares.",
                                settings -> (counts, epochs) -> Optional.of(new Mixup(settings.alpha())))
                        .formula("x = l x_i + (1 - l) x_j, t = l t_i + (1 - l) t_j, l ~ Beta(alpha, alpha)")
                        .source("Zhang et al., ICLR 2018"));
        mixings.addBinding("remix")
                .toInstance(Component.<MixingSettings.Factory, MixingSettings.Remix>of(
                                MixingSettings.Remix.class,
                                "Mixup whose label is the rarer class alone where counts differ much.",
                                settings -> (counts, epochs) ->
                                        Optional.of(new Remix(settings.alpha(), settings.kappa(), settings.tau())))
                        .formula("label share 0 if n_i / n_j >= kappa and l < tau, 1 if n_i / n_j <= 1 / kappa and"
                                + " 1 - l < tau, else l")
                        .source("Chou et al., ECCV Workshops 2020"));
        mixings.addBinding("cutmix")
                .toInstance(Component.<MixingSettings.Factory, MixingSettings.CutMix>of(
                                MixingSettings.CutMix.class,
                                "Pastes a rectangle of another image of the batch, labels by area.",
                                settings -> (counts, epochs) ->
                                        Optional.of(new CutMix(settings.alpha(), settings.probability())))
                        .formula("x_j inside a box of area about 1 - l, l ~ Beta(alpha, alpha); t by exact area")
                        .source("Yun et al., ICCV 2019"));
        mixings.addBinding("cmo")
                .toInstance(Component.<MixingSettings.Factory, MixingSettings.Cmo>of(
                                MixingSettings.Cmo.class,
                                "CutMix whose pasted images are drawn by inverse class frequency.",
                                settings -> (counts, epochs) -> Optional.of(new ContextRichOversampling(
                                        settings.rarity(),
                                        settings.alpha(),
                                        settings.probability(),
                                        settings.skipFirst(),
                                        epochs - settings.skipLast())))
                        .formula("CutMix with class c of x_j ~ n_c^-rarity")
                        .source("Park et al., CVPR 2022"));
    }
}
