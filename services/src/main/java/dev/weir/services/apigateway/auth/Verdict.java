package dev.weir.services.apigateway.auth;

import tools.jackson.databind.node.ObjectNode;

/** What became of the question whether a request may pass. */
public sealed interface Verdict {
    /** @param authorizer what the integration finds in {@code requestContext.authorizer} */
    record Allowed(ObjectNode authorizer) implements Verdict {}

    /**
     * @param explicit whether a statement of a policy denies it, rather than none allowing it
     * @param reason which policy, scope or answer
     */
    record Denied(boolean explicit, String reason) implements Verdict {}

    /** It does not say, or does not prove, who it is from. */
    record Unauthorized(String reason) implements Verdict {}

    /** The authorizer itself failed. */
    record Failed(String reason) implements Verdict {}
}
