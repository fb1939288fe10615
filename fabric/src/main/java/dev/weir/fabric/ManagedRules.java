package dev.weir.fabric;

import dev.weir.kernel.Arn;

/** Rules of event buses that services make for their own use, and that users do not change. */
public interface ManagedRules {
    /** Whether there is such a bus. */
    boolean exists(Arn bus);

    /**
     * Puts a rule with one target.
     *
     * @param owner the service that manages it, such as {@code schemas.amazonaws.com}
     * @param pattern in EventBridge's language
     * @throws dev.weir.shapes.AwsException where there is no such bus, or it has all the rules it may have
     */
    void put(Arn bus, String rule, String owner, String pattern, Arn target, boolean enabled);

    /** Removes it; nothing where there is none. */
    void remove(Arn bus, String rule);
}
