/** A network of its own that is balanced with wb-regularizers and nothing else of wb. */
module outside {
    requires org.weightbalancing.regularizers;
}
