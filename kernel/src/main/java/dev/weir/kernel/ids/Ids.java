package dev.weir.kernel.ids;

import java.util.random.RandomGenerator;

/** Ids and chance; in simulation all of it follows from the seed. Not for secrets that guard anything. */
public interface Ids {
    /** A version 4 UUID in its usual form. */
    String uuid();

    /**
     * @param length characters
     * @return lower-case letters and digits
     */
    String alphanumeric(int length);

    /** Lower-case hexadecimal digits. */
    String hex(int length);

    /** For back-off jitter and the like; safe for use by many threads. */
    RandomGenerator random();
}
