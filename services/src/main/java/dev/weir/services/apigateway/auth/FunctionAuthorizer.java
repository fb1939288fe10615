package dev.weir.services.apigateway.auth;

import dev.weir.fabric.Invocable;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks functions who may call, and remembers what they said for as long as their authorizer wants. The 10,000 answers
 * that were needed last are kept; they are gone when weir ends.
 */
public final class FunctionAuthorizer {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Kernel kernel;
    private final FunctionCall functions;
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST;
        }
    };

    public FunctionAuthorizer(Kernel kernel, FunctionCall functions) {
        this.kernel = kernel;
        this.functions = functions;
    }

    private record Remembered(Grant grant, Instant until) {}

    /**
     * Which function, and how.
     *
     * @param id the authorizer's
     * @param uri the function's, stage variables filled in
     * @param simple whether it answers with {@code isAuthorized} rather than with a policy
     * @param ttl how long an answer holds for the same identity; zero: each request asks
     */
    public record Settings(String id, String uri, boolean simple, Duration ttl) {}

    /**
     * What a function said.
     *
     * @param policy null for simple answers
     * @param context what it wants the integration to know
     */
    public record Grant(
            @Nullable String principal, @Nullable JsonNode policy, boolean authorized, ObjectNode context) {
        /** What it means for a method or route. */
        public Verdict verdict(String arn, ObjectNode authorizer) {
            if (policy == null) {
                return authorized
                        ? new Verdict.Allowed(authorizer)
                        : new Verdict.Denied(false, "the authorizer said isAuthorized false");
            }
            try {
                return switch (InvokePolicy.evaluate(policy, arn)) {
                    case ALLOWED -> new Verdict.Allowed(authorizer);
                    case DENIED -> new Verdict.Denied(true, "the authorizer's policy denies " + arn);
                    case NOT_ALLOWED -> new Verdict.Denied(false, "the authorizer's policy does not allow " + arn);
                };
            } catch (IllegalArgumentException e) {
                return new Verdict.Failed(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What came of asking. */
    public sealed interface Said {
        record Granted(Grant grant) implements Said {}

        record Not(Verdict verdict) implements Said {}
    }

    /** Forgets what was said to an API's stage. */
    public void forget(String apiId, String stage) {
        synchronized (remembered) {
            remembered.keySet().removeIf(key -> key.startsWith(apiId + "/" + stage + "/"));
        }
    }

    /** Forgets everything. */
    public void clear() {
        synchronized (remembered) {
            remembered.clear();
        }
    }

    /** @param identity what the request says of itself */
    public Said ask(Incoming in, Settings settings, List<String> identity, ObjectNode event, Cause cause) {
        String key = in.address().api() + "/" + in.stage() + "/" + settings.id() + "\n" + String.join("\n", identity);
        boolean keeps = settings.ttl().isPositive() && !identity.isEmpty();
        if (keeps) {
            synchronized (remembered) {
                Remembered known = remembered.get(key);
                if (known != null && known.until().isAfter(kernel.clock().now())) {
                    return new Said.Granted(known.grant());
                }
            }
        }
        Said said = call(in, settings, event, cause);
        if (keeps && said instanceof Said.Granted granted) {
            synchronized (remembered) {
                remembered.put(
                        key,
                        new Remembered(granted.grant(), kernel.clock().now().plus(settings.ttl())));
            }
        }
        return said;
    }

    private Said call(Incoming in, Settings settings, ObjectNode event, Cause cause) {
        Optional<Arn> function = FunctionUri.function(settings.uri());
        if (function.isEmpty()) {
            return failed("the authorizer names no function: " + settings.uri());
        }
        String route = "authorizers/" + settings.id();
        return switch (functions.call(in, route, function.get(), MAPPER.writeValueAsBytes(event), PATIENCE, cause)) {
            case FunctionCall.Result.Answered answered -> read(answered.answer(), settings.simple());
            case FunctionCall.Result.TimedOut timedOut ->
                failed("the authorizer's function did not answer within " + PATIENCE);
            case FunctionCall.Result.Failed failed -> failed(failed.reason());
        };
    }

    private static Said failed(String reason) {
        return new Said.Not(new Verdict.Failed(reason));
    }

    private static Said read(Invocable.Answer answer, boolean simple) {
        JsonNode node;
        try {
            node = MAPPER.readTree(answer.payload());
        } catch (JacksonException e) {
            return failed("the authorizer's answer is no JSON");
        }
        if (answer.error() != null) {
            return node.path("errorMessage").asString("").equals("Unauthorized")
                    ? new Said.Not(new Verdict.Unauthorized("the authorizer's function said Unauthorized"))
                    : failed("the authorizer's function failed: "
                            + node.path("errorMessage").asString(answer.error()));
        }
        ObjectNode context = node.path("context") instanceof ObjectNode object ? object : MAPPER.createObjectNode();
        if (simple) {
            return node.path("isAuthorized").isBoolean()
                    ? new Said.Granted(
                            new Grant(null, null, node.path("isAuthorized").booleanValue(), context))
                    : failed("the authorizer's answer has no isAuthorized");
        }
        JsonNode principal = node.path("principalId");
        return node.path("policyDocument").isObject()
                ? new Said.Granted(new Grant(
                        principal.isString() ? principal.asString() : null,
                        node.path("policyDocument"),
                        false,
                        context))
                : failed("the authorizer's answer has no policyDocument");
    }

    /** Records that an authorizer let a request pass, or why not. */
    public void record(Cause cause, Incoming in, String api, String name, Verdict verdict) {
        Outcome outcome =
                switch (verdict) {
                    case Verdict.Allowed allowed -> Outcome.COMPLETED;
                    case Verdict.Denied denied -> Outcome.DENIED;
                    case Verdict.Unauthorized unauthorized -> Outcome.DENIED;
                    case Verdict.Failed failed -> Outcome.FAILED;
                };
        String reason =
                switch (verdict) {
                    case Verdict.Allowed allowed -> "allowed";
                    case Verdict.Denied denied -> denied.reason();
                    case Verdict.Unauthorized unauthorized -> unauthorized.reason();
                    case Verdict.Failed failed -> failed.reason();
                };
        Cause unused = kernel.journal()
                .record(cause, in.scope(), "apigateway.Authorize", api, name, in.extendedId(), outcome, reason);
    }
}
