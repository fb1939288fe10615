package dev.weir.fabric;

import dev.weir.kernel.Arn;

/** Whether anybody listens on an event bus, so that services need not tell it what nobody hears. */
public interface Audience {
    /** Whether the bus has a rule with a pattern, enabled or not, or an archive: an event that comes to it leaves a trace. */
    boolean listens(Arn bus);
}
