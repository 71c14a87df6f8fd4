package org.weightbalancing.data.mixing;

import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.data.random.RandomStream;

/** Shows by one sampler as many images as an epoch has by other settings, from several of its orders if one is too short. */
record MatchedSampler(Sampler sampler, BatchSettings other) implements Sampler {

    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        int[] matched = new int[other.sampler().order(labels, classes, other.seed(), epoch).length];
        int end = 0;
        for (int round = 0; end < matched.length; round++) {
            int[] more = sampler.order(labels, classes, RandomStream.mix(seed, round), epoch);
            if (more.length == 0) {
                throw new IllegalArgumentException("The sampler of partners shows no image in epoch " + epoch + ", and "
                        + matched.length + " are needed: " + sampler);
            }
            int taken = Math.min(more.length, matched.length - end);
            System.arraycopy(more, 0, matched, end, taken);
            end += taken;
        }
        return matched;
    }
}
