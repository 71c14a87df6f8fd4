/**
 * Metrics for long tails, on plain arrays.
 *
 * <p>{@code LongTailEvaluator.standard().evaluate(truth, predicted, trainCounts)} needs nothing but the JDK; only the
 * class {@code Logits} touches ND4J.
 */
@SuppressWarnings("requires-automatic")
module org.weightbalancing.eval {
    requires static nd4j.api;

    exports org.weightbalancing.eval;
    exports org.weightbalancing.eval.adjustment;
}
