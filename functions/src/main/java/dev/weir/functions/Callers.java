package dev.weir.functions;

import dev.weir.kernel.journal.Cause;
import java.util.Optional;

/** Knows which running invocation an API call comes from, by the session token that its environment signs with. */
public interface Callers {
    /**
     * The cause that the call continues: the invocation that runs in that environment, or the last one that did.
     * Empty where the token is none of an environment. The token is also what {@link
     * dev.weir.kernel.tasks.Tasks#enter} wants as {@code within}.
     */
    Optional<Cause> cause(String sessionToken);
}
