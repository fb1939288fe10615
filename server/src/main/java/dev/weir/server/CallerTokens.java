package dev.weir.server;

import dev.weir.kernel.journal.Cause;
import dev.weir.wire.http.Exchange;
import java.util.Optional;
import java.util.function.Function;

/** Knows what led to a request: the invocation, where a function's environment signed it with the token it was given. */
final class CallerTokens {
    private volatile Function<String, Optional<Cause>> invocations = token -> Optional.empty();

    /** Names who knows the tokens of environments; there are none before functions are needed. */
    void ask(Function<String, Optional<Cause>> invocations) {
        this.invocations = invocations;
    }

    Cause cause(Exchange exchange) {
        String token = exchange.headers().first("X-Amz-Security-Token");
        return token == null ? Cause.NONE : invocations.apply(token).orElse(Cause.NONE);
    }
}
