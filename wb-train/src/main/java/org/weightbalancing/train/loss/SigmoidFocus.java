package org.weightbalancing.train.loss;

import java.util.Arrays;

/**
 * Focal loss on the sigmoids of one example. All classes are first computed as ones that are not, a row at a time, then
 * those with a share of the target again, which are few.
 */
final class SigmoidFocus {

    private final double gamma;
    private final Exponentials exponentials;
    private final Logistics logistics;
    private final double[] focus;
    private final double[] losses;

    SigmoidFocus(int classes, double gamma) {
        this.gamma = gamma;
        this.exponentials = new Exponentials(classes);
        this.logistics = new Logistics(classes);
        this.focus = new double[classes];
        this.losses = new double[classes];
    }

    /** The loss times a scale; writes its gradient unless that is empty. */
    double of(double scale, double[] logits, double[] target, double[] gradient) {
        logistics.compute(logits);
        logistics.computeLogs();
        computeFocus();
        for (int c = 0; c < losses.length; c++) {
            losses[c] = -focus[c] * logistics.logNotP(c);
        }
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = focus[c] * (logistics.p(c) - gamma * logistics.notP(c) * logistics.logNotP(c));
        }
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            mix(c, target[c], gradient);
        }
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] *= scale;
        }
        return scale * Sum.of(losses);
    }

    /** p^gamma. */
    private void computeFocus() {
        if (gamma == 0) {
            Arrays.fill(focus, 1);
        } else if (gamma == 1 || gamma == 2) {
            for (int c = 0; c < focus.length; c++) {
                focus[c] = logistics.p(c);
            }
            for (int c = 0; gamma == 2 && c < focus.length; c++) {
                focus[c] *= focus[c];
            }
        } else {
            for (int c = 0; c < focus.length; c++) {
                focus[c] = gamma * logistics.logP(c);
            }
            exponentials.of(focus, 0, focus);
        }
    }

    /** Mixes the loss and slope of a class that is not, so far all there is, with those of one that is. */
    private void mix(int c, double yes, double[] gradient) {
        double no = 1 - yes;
        double log = logistics.logP(c);
        double ofYes = yes * Math.pow(logistics.notP(c), gamma);
        losses[c] = (no == 0 ? 0 : no * losses[c]) - ofYes * log;
        if (gradient.length > 0) {
            double slope = -ofYes * (logistics.notP(c) - gamma * logistics.p(c) * log);
            gradient[c] = (no == 0 ? 0 : no * gradient[c]) + slope;
        }
    }
}
