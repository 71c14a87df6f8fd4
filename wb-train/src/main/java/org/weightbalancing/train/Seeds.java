package org.weightbalancing.train;

import java.nio.charset.StandardCharsets;

/**
 * Computes independent named streams of randomness from one number: the same seed and name give the same stream seed on
 * every machine and in every version.
 *
 * <p>stream(name) = mix((mix(seed + G) xor fnv(name)) + G), where G is 0x9e3779b97f4a7c15, mix is the finalizer of
 * SplitMix64 (Steele et al., "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, with Stafford's variant 13
 * constants) and fnv is the 64-bit FNV-1a hash of the name's UTF-8 bytes. In other words, the first output of the
 * generator that is seeded by the seed's first output, exclusive-or the name's hash. A stream that is not asked for
 * changes no other.
 *
 * <pre>{@code
 * Seeds seeds = new Seeds(42);
 * long order = seeds.stream("order");
 * }</pre>
 *
 * @param seed any number
 */
public record Seeds(long seed) {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * Computes the seed of a named stream.
     *
     * @param name what the stream is for, such as "order"; not blank
     * @return the stream's seed, any number
     * @throws IllegalArgumentException if the name is blank
     */
    public long stream(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a random stream is blank");
        }
        return mix((mix(seed + GOLDEN_GAMMA) ^ fnv(name)) + GOLDEN_GAMMA);
    }

    private static long fnv(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
