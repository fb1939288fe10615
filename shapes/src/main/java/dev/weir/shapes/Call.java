package dev.weir.shapes;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;

/**
 * One API call, as an operation sees it.
 *
 * @param scope whose world
 * @param requestId in the form the answer carries
 * @param authority host and port as the caller wrote them, such as {@code localhost:4566}: URLs in answers carry it
 * @param accessKeyId who signed; empty for an anonymous call
 * @param cause what led to the call: the invocation, where a function made it
 * @param ip the caller's address
 */
public record Call(Scope scope, String requestId, String authority, String accessKeyId, Cause cause, String ip) {
    /** A call that weir makes itself in the account's name, such as a CloudFormation stack that creates a queue. */
    public static Call internal(Scope scope, String requestId, String authority, Cause cause) {
        return new Call(scope, requestId, authority, scope.account(), cause, "127.0.0.1");
    }

    public Call causedBy(Cause cause) {
        return new Call(scope, requestId, authority, accessKeyId, cause, ip);
    }
}
