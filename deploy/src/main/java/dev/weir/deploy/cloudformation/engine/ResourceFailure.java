package dev.weir.deploy.cloudformation.engine;

import org.jspecify.annotations.Nullable;

/** A resource, or the stack's outputs, that could not be made what the template says. */
final class ResourceFailure extends RuntimeException {
    private final @Nullable String logicalId;

    /** A resource whose event has said why. */
    ResourceFailure(String logicalId, String reason) {
        super(reason, null, false, false);
        this.logicalId = logicalId;
    }

    /** What is no resource's fault: the stack says why. */
    ResourceFailure(String reason) {
        super(reason, null, false, false);
        this.logicalId = null;
    }

    /** @param verb {@code create} or {@code update} */
    String summary(String verb) {
        return logicalId == null
                ? String.valueOf(getMessage())
                : "The following resource(s) failed to " + verb + ": [" + logicalId + "].";
    }
}
