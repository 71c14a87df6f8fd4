package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Logits and gradients of the passes of a {@link DisAlignHead} by hand. */
class DisAlignPassTest {

    private static final float LN3 = (float) Math.log(3);

    @Test
    void logitsAndGradientsAreThoseOfTheFormula() {
        // f = (0, 1) and (-1, 2), W = ((1, 0), (0, 3)), b = (2, 1): z = (2, 4) and (1, 7).
        // v.f + k = ln 3 and -ln 3: c = 3/4 and 1/4. z' = (1 + c*a)*z + c*m with a = (1, -2), m = (4, 8).
        RunningHead running = head(new float[][] {{1 + 2 * LN3}, {1}}, LN3 - 1);
        INDArray features = Nd4j.createFromArray(new float[][] {{0, 1}, {-1, 2}});
        assertClose(
                running.pass().logits(features),
                Nd4j.createFromArray(new float[][] {{6.5f, 4}, {2.25f, 5.5f}}),
                1e-6,
                "logits");

        // delta = (1, 2) and (4, -1). da = sum delta*c*z, dm = sum delta*c.
        // dc = 1*(1*2 + 4) + 2*(-2*4 + 8) = 6 and 4*(1*1 + 4) - (-2*7 + 8) = 26;
        // du = dc*c*(1-c) = 9/8 and 39/8, dv = sum du*f, dk = sum du.
        running.pass().backward(features, Nd4j.createFromArray(new float[][] {{1, 2}, {4, -1}}));
        assertGradient(running, "a", new float[][] {{2.5f, 4.25f}});
        assertGradient(running, "m", new float[][] {{1.75f, 1.25f}});
        assertGradient(running, "v", new float[][] {{-4.875f}, {10.875f}});
        assertGradient(running, "k", new float[][] {{6}});
        running.pass().close();
    }

    @Test
    void aConfidenceOfZeroOrOneIsExact() {
        // v.f = -1e4 and 1e4, where exp overflows: z' = z = (-19998, 4), and (1 + a)*z + m with z = (20002, 4).
        RunningHead running = head(new float[][] {{0.5f}, {0}}, 0);
        INDArray features = Nd4j.createFromArray(new float[][] {{-20000, 1}, {20000, 1}});
        assertThat(running.pass().logits(features).toFloatMatrix()).isEqualTo(new float[][] {{-19998, 4}, {40008, 4}});
        running.pass().backward(features, Nd4j.createFromArray(new float[][] {{1, 1}, {1, 1}}));
        assertGradient(running, "a", new float[][] {{20002, 4}});
        assertGradient(running, "m", new float[][] {{1, 1}});
        assertThat(running.gradients().get("v").toFloatMatrix()).isEqualTo(new float[][] {{0}, {0}});
        assertThat(running.gradients().get("k").getFloat(0)).isZero();
        running.pass().close();
    }

    @Test
    void whatIsNotANumberIsNotHidden() {
        RunningHead running = head(new float[][] {{1}, {1}}, Float.NaN);
        INDArray features = Nd4j.createFromArray(new float[][] {{1, 2}});
        assertThat(running.pass().logits(features).isNaN().all()).isTrue();
        running.pass().backward(features, Nd4j.createFromArray(new float[][] {{1, 1}}));
        for (String key : new String[] {"a", "m", "v", "k"}) {
            assertThat(running.gradients().get(key).isNaN().all()).as(key).isTrue();
        }
        running.pass().close();
    }

    private static RunningHead head(float[][] direction, float offset) {
        RunningHead running = RunningHead.of(new DisAlignHead(), 2, 2);
        running.set("W", new float[][] {{1, 0}, {0, 3}});
        running.set("b", new float[][] {{2, 1}});
        running.set("a", new float[][] {{1, -2}});
        running.set("m", new float[][] {{4, 8}});
        running.set("v", direction);
        running.set("k", new float[][] {{offset}});
        return running;
    }

    private static void assertGradient(RunningHead running, String key, float[][] expected) {
        assertClose(running.gradients().get(key), Nd4j.createFromArray(expected), 1e-6, key);
    }
}
