/** A test of predictions with wb-eval and nothing else of wb. */
module outside {
    requires org.weightbalancing.eval;
}
