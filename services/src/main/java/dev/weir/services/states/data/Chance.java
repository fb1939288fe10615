package dev.weir.services.states.data;

/** What a workflow may leave to chance. */
public interface Chance {
    /** A number from 0 to below 1. */
    double number();

    /** A UUID, version 4, in its usual form. */
    String uuid();

    /** A number from 0 to below 1 that is always the same for a seed. Which one that is on AWS is not documented. */
    static double seeded(long seed) {
        // The finalizer of SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
        long mixed = seed + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
