package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaDelta;

class ResumableTest {

    /** Norms 5, 0, 2, 1. */
    private static final double[][] WEIGHTS = {{3, 4}, {0, 0}, {0, -2}, {1, 0}};

    private static final int STEPS = 6;

    /** A network in training under a max-norm constraint, whose epochs have two steps; activity is taken after three. */
    private record Training(MultiLayerNetwork network, MaxNorm rule, RegularizerListener listener) {

        static Training of(MultiLayerNetwork network, Cadence cadence) {
            MaxNorm rule = MaxNorm.fraction(0.4).withBias(BiasPolicy.SCALE);
            RegularizerListener listener = new RegularizerListener(rule, ParameterFilter.weights(), cadence);
            network.setListeners(listener);
            return new Training(network, rule, listener);
        }

        void steps(int from, int to, DataType type) {
            for (int step = from; step < to; step++) {
                network.fit(Nets.batch(type, 6 + step));
                if (step % 2 == 1) {
                    listener.onEpochEnd(network);
                }
                if (step == 2) {
                    rule.takeActivity();
                }
            }
        }

        double[] parameters() {
            return network.params().dup().data().asDouble();
        }
    }

    @ParameterizedTest
    @EnumSource(Cadence.class)
    void aConstraintGoesOnFromAnyStepAsIfTrainingHadNotStopped(Cadence cadence) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Training whole = Training.of(Nets.layered(type), cadence);
            whole.steps(0, STEPS, type);
            for (int stop = 0; stop <= STEPS; stop++) {
                Training first = Training.of(Nets.layered(type), cadence);
                first.steps(0, stop, type);
                Training second = Training.of(first.network.clone(), cadence);
                second.listener.resume(second.network, first.listener.state());
                second.steps(stop, STEPS, type);
                assertThat(second.parameters()).as("stop %s", stop).containsExactly(whole.parameters());
                assertThat(second.rule.radii()).isEqualTo(whole.rule.radii());
                assertThat(second.rule.activity()).isEqualTo(whole.rule.activity());
                assertThat(second.listener.state()).containsExactly(whole.listener.state());
            }
        }
    }

    /** What the test above rests on: radii derived in the middle are others. */
    @Test
    void beginningAnewInTheMiddleWouldTakeOtherRadii() {
        Training first = Training.of(Nets.layered(DataType.DOUBLE), Cadence.EVERY_STEP);
        first.steps(0, 3, DataType.DOUBLE);
        Training anew = Training.of(first.network.clone(), Cadence.EVERY_STEP);
        anew.listener.begin(anew.network);
        first.rule.radii().forEach((name, radius) -> assertThat(
                        anew.rule.radii().get(name))
                .isNotEqualTo(radius));
    }

    /** Radius 2 halves nothing but (3, 4) of norm 5, which shrinks by 1 - 2/5 = 0.6; the format is stated in RuleState. */
    @Test
    void theBytesAreTheSameEverywhere() {
        MaxNorm rule = MaxNorm.radius(2);
        Regularizers.apply(Nets.linear(DataType.DOUBLE, WEIGHTS), ParameterFilter.weights(), rule);
        String description = hex("MaxNorm[radius=2.0, norm=L2, bias=KEEP]");
        String expected = "57425253" + "00000001" + "0027" + description
                + "00000001" + "000c" + hex("classifier/W") + "4000000000000000" + "00000001"
                + "00000001" + "000a" + hex("classifier") + "0001" + hex("W")
                + "00000000" + "4000000000000000" + "00000004" + "00000001" + "3fe3333333333333";
        assertThat(HexFormat.of().formatHex(rule.state())).isEqualTo(expected);
    }

    @Test
    void theOnlyProjectionIsNotRepeated() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        RegularizerListener first =
                new RegularizerListener(new TauNormalization(0.5), ParameterFilter.weights(), Cadence.ONCE);
        first.begin(network);
        INDArray before = network.params().dup();
        RegularizerListener second =
                new RegularizerListener(new TauNormalization(0.5), ParameterFilter.weights(), Cadence.ONCE);
        assertThat(first.state()).isEmpty();
        second.resume(network, first.state());
        second.onEpochStart(network);
        assertThat(network.params()).isEqualTo(before);
    }

    /** Norms 5 and 1, fraction 0.5: radius 3 is taken once the listener begins, and (3, 4) shrinks to norm 3. */
    @Test
    void aListenerThatHadNotBegunBeginsWithTheNextStep() {
        double[][] weights = {{3, 4}, {1, 0}};
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, weights);
        MaxNorm rule = MaxNorm.fraction(0.5);
        byte[] state = new RegularizerListener(MaxNorm.fraction(0.5), ParameterFilter.weights(), Cadence.ONCE).state();
        assertThat(state).isNotEmpty();
        RegularizerListener second = new RegularizerListener(rule, ParameterFilter.weights(), Cadence.ONCE);
        second.resume(network, state);
        assertThat(rule.radii()).isEmpty();
        second.onEpochStart(network);
        assertThat(rule.radii()).containsEntry("classifier/W", 3.0);
        assertThat(rule.activity()).hasSize(1);
    }

    @Test
    void aRuleThatRemembersNothingStillChecks() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS, new double[4], new AdaDelta());
        for (Regularizer rule :
                List.of(new DecoupledWeightDecay(0.1), new OnUnits(new DecoupledWeightDecay(0.1), new int[] {1}))) {
            RegularizerListener listener = new RegularizerListener(rule, ParameterFilter.weights(), Cadence.EVERY_STEP);
            assertThatThrownBy(() -> listener.resume(network, new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("but one with a learning rate is required");
        }
    }

    @Test
    void aRuleOnChosenUnitsPassesItsMemoryOn() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        Filters weights = ParameterFilter.weights().in(network).get(0);
        OnUnits first = new OnUnits(MaxNorm.fraction(0.5), new int[] {0, 3});
        first.begin(weights);
        first.project(weights);
        MaxNorm within = MaxNorm.fraction(0.5);
        OnUnits second = new OnUnits(within, new boolean[] {true, false, false, true});
        second.restore(first.state());
        assertThat(within.radii()).containsExactly(Map.entry("classifier/W", 3.0));
        assertThat(within.activity()).isEqualTo(((MaxNorm) first.rule()).activity());
        assertThat(second.state()).containsExactly(first.state());
        assertThat(new OnUnits(new WeightDecay(1), new int[] {0}).state()).isEmpty();

        OnUnits others = new OnUnits(MaxNorm.fraction(0.5), new int[] {0, 2});
        assertThatThrownBy(() -> others.restore(first.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state of MaxNorm[fraction=0.5, norm=L2, bias=KEEP] on 2 units is one of other units than"
                        + " [0, 2]");
        assertThatThrownBy(() -> others.restore(within.state())).hasMessageContaining("was written by MaxNorm[");
        assertThatThrownBy(() -> within.restore(first.state())).hasMessageContaining("was written by OnUnits");
        assertThatThrownBy(() -> others.restore(new byte[0])).hasMessageContaining("MaxNorm[");
    }

    @Test
    void bytesThatAreNotItsOwnAreRefusedAndChangeNothing() {
        MaxNorm rule = MaxNorm.radius(2);
        Regularizers.apply(Nets.linear(DataType.DOUBLE, WEIGHTS), ParameterFilter.weights(), rule);
        byte[] state = rule.state();
        String name = "state of MaxNorm[radius=2.0, norm=L2, bias=KEEP]";
        for (int length = 0; length < state.length; length++) {
            assertRefused(
                    rule, Arrays.copyOf(state, length), name + ", of " + length + " bytes, is cut off or damaged");
        }
        assertRefused(rule, Arrays.copyOf(state, state.length + 3), name + " goes on for 3 bytes after its end");
        assertRefused(rule, changed(state, 0, 'w'), name + " does not begin with \"WBRS\"");
        assertRefused(rule, changed(state, 7, 2), name + " has version 2, but 1 is required");
        assertRefused(
                rule, MaxNorm.radius(3).state(), name + " was written by MaxNorm[radius=3.0, norm=L2, bias=KEEP]");
        // The header has 4 + 4 + 2 + 39 = 49 bytes, then come the number of parameters, and 2 + 12 before the radius.
        assertRefused(rule, changed(state, 49, 0xff), "a count of -16777215");
        assertRefused(rule, changed(state, 67, 0xc0), "radius of classifier/W = -2.0");
        assertThat(rule.state()).containsExactly(state);
    }

    private static void assertRefused(MaxNorm rule, byte[] state, String message) {
        assertThatThrownBy(() -> rule.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aListenerRefusesWhatIsNotOfItsRule() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        byte[] state = MaxNorm.radius(2).state();
        RegularizerListener decay =
                new RegularizerListener(new WeightDecay(0.1), ParameterFilter.weights(), Cadence.EVERY_STEP);
        assertThatThrownBy(() -> decay.resume(network, state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state of WeightDecay[lambda=0.1] has " + state.length
                        + " bytes, but 0 are required: this rule remembers nothing");
        RegularizerListener elsewhere =
                new RegularizerListener(MaxNorm.radius(2), ParameterFilter.layer("nowhere"), Cadence.EVERY_STEP);
        assertThatThrownBy(() -> elsewhere.resume(network, state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer \"nowhere\"");
        decay.resume(network, new byte[0]);
        assertThatThrownBy(() -> decay.resume(network, new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the listener of WeightDecay[lambda=0.1] has begun already; resume with a new one");
        assertThatThrownBy(() -> decay.begin(network.clone())).hasMessageContaining("already serves another network");
    }

    private static byte[] changed(byte[] state, int at, int value) {
        byte[] changed = state.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
