package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.train.FeatureBank;

/** The heads that are built in. */
final class HeadBindings {

    private HeadBindings() {}

    static void bind(MapBinder<String, Component<HeadSettings.Factory>> heads) {
        heads.addBinding("keep")
                .toInstance(Component.of(
                        HeadSettings.Keep.class,
                        "The head of the network that the stage goes on from; linear from scratch.",
                        s -> source -> Classifiers.extract(source.network(), source.loss())));
        heads.addBinding("linear")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.Linear>of(
                                HeadSettings.Linear.class,
                                "One weight vector and one bias for each class.",
                                s -> HeadBindings::linear)
                        .formula("z_c = w_c . f + b_c"));
        heads.addBinding("cosine")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.Cosine>of(
                                HeadSettings.Cosine.class,
                                "Scaled cosines of features and weight vectors, those of the head before unless restart-classifier.",
                                s -> source -> cosine(s, source))
                        .formula("z_c = scale (w_c . f) / (|w_c| |f|)")
                        .source("Gidaris and Komodakis, CVPR 2018"));
        heads.addBinding("etf")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.Etf>of(
                                HeadSettings.Etf.class,
                                "A fixed simplex: weight vectors of length 1 at equal, largest possible angles.",
                                s -> source -> Heads.etf(source.network(), source.loss(), s.normalized(), s.seed()))
                        .formula("W = U (I - 11^T / C) (C / (C - 1))^0.5, z = W^T f or W^T f / |f|; at least C - 1"
                                + " features")
                        .source("Yang et al., NeurIPS 2022"));
        bindOnTrained(heads);
        bindClosedForm(heads);
    }

    private static void bindOnTrained(MapBinder<String, Component<HeadSettings.Factory>> heads) {
        heads.addBinding("learnable-weight-scaling")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.LearnableWeightScaling>of(
                                HeadSettings.LearnableWeightScaling.class,
                                "One trained factor for each weight vector of a trained classifier.",
                                s -> source -> Heads.learnableWeightScaling(source.network(), source.loss()))
                        .formula("z_c = s_c (w_c . f) + b_c, only s is trained")
                        .source("Kang et al., ICLR 2020")
                        .needs(Need.TRAINED_CLASSIFIER));
        heads.addBinding("disalign")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.DisAlign>of(
                                HeadSettings.DisAlign.class,
                                "A trained classifier whose logits are aligned as far as the features ask for it.",
                                s -> source -> Heads.disAlign(source.network(), source.loss()))
                        .formula("(1 + c a_c) z_c + c m_c, c = sigmoid(v . f + k); a, m, v and k are trained")
                        .source("Zhang et al., CVPR 2021")
                        .needs(Need.TRAINED_CLASSIFIER));
    }

    private static void bindClosedForm(MapBinder<String, Component<HeadSettings.Factory>> heads) {
        heads.addBinding("nearest-class-mean")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.NearestMean>of(
                                HeadSettings.NearestMean.class,
                                "The class whose mean feature is nearest; computed after training.",
                                s -> source -> {
                                    FeatureBank bank = source.features().get();
                                    return Heads.nearestClassMean(
                                            bank.features(0),
                                            bank.labels(),
                                            bank.classes(),
                                            s.variant(),
                                            source.loss());
                                })
                        .formula("z_c = -|g(f) - mu_c|^2 / 2, g(f) = f (un), f / |f| (l2n) or (f - m) / |f - m| (cl2n)")
                        .source("Kang et al., ICLR 2020"));
        heads.addBinding("centered-means")
                .toInstance(Component.<HeadSettings.Factory, HeadSettings.CenteredMean>composed(
                                HeadSettings.CenteredMean.class,
                                "The linear classifier whose weight vectors are the weighted, centred class means;"
                                        + " computed after training.",
                                (s, catalog) -> source -> {
                                    FeatureBank bank = source.features().get();
                                    double[] weights =
                                            catalog.create(s.weighting()).weights(counts(bank));
                                    return Heads.centeredMeans(
                                            bank.features(0), bank.labels(), weights, s.decay(), source.loss());
                                })
                        .formula("w_c = (a_c - mean_k a_k) / (decay (C - 1)), a_c = (n_c weight_c / n) mu_c, b = 0"));
    }

    private static int[] counts(FeatureBank bank) {
        int[] counts = new int[bank.classes()];
        for (int label : bank.labels()) {
            counts[label]++;
        }
        return counts;
    }

    private static ComputationGraph linear(HeadSource source) {
        return source.fresh()
                ? Heads.linear(source.network(), source.loss(), source.seed())
                : Heads.linear(source.network(), source.loss());
    }

    private static ComputationGraph cosine(HeadSettings.Cosine settings, HeadSource source) {
        return source.fresh()
                ? Heads.cosine(source.network(), source.loss(), settings.scale(), settings.learned(), source.seed())
                : Heads.cosine(source.network(), source.loss(), settings.scale(), settings.learned());
    }
}
