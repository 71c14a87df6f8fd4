/** A training run of its own with wb-train and nothing else of wb. */
module outside {
    requires org.weightbalancing.train;
}
