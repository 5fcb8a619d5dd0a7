package dev.plateau.train;

import java.nio.charset.StandardCharsets;

/** Seeds that depend on what a thing is and never on when it runs. */
public final class Seeds {

    private Seeds() {}

    /** The seed of a run: of the experiment's seed, the completed settings, the repeat and the fold, and of nothing else. */
    public static long run(long experimentSeed, String settingsJson, int repeat, int fold) {
        long hash = mix(experimentSeed);
        for (byte b : settingsJson.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash + b);
        }
        return mix(mix(hash + repeat) + fold);
    }

    /** The seed of one epoch of a run, for one purpose, so that a resumed epoch is the epoch that would have been. */
    public static long epoch(long runSeed, int epoch, int purpose) {
        return mix(mix(runSeed + epoch) + purpose);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) after its increment. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
