package org.weightbalancing.model;

import java.util.Optional;

/** A running layer that convolves. */
interface Convolving {

    /** By what the convolution of the last input was computed, or nothing before there was one. */
    Optional<LayerPath> path();
}
