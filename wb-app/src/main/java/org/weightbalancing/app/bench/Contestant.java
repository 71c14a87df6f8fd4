package org.weightbalancing.app.bench;

import java.util.List;

/** An implementation of a network, ready to make steps. */
public interface Contestant {

    /**
     * Makes steps one after another and gives the speed of each: images of the batch by seconds of the step.
     *
     * @param steps how many, at least 1
     * @return images/s, one for each step
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    List<Double> imagesPerSecond(Task task, int steps);

    /** What it says of itself, such as its version; line by line. */
    default List<String> remarks() {
        return List.of();
    }
}
