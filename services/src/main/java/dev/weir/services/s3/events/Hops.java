package dev.weir.services.s3.events;

import dev.weir.kernel.journal.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The hops of one request, each journalled once though its transaction may run more than once. */
public final class Hops {
    private final Map<String, Cause> known = new HashMap<>();

    /** @param name tells the hops of the request apart */
    public Cause once(String name, Supplier<Cause> hop) {
        Cause cause = known.get(name);
        if (cause == null) {
            cause = hop.get();
            known.put(name, cause);
        }
        return cause;
    }
}
