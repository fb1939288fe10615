package dev.weir.deploy.cloudformation.engine;

/** A resource, or an output, that could not be made what the template says. */
final class ResourceFailure extends RuntimeException {
    private final String logicalId;

    ResourceFailure(String logicalId, String reason) {
        super(reason, null, false, false);
        this.logicalId = logicalId;
    }

    /** @param verb {@code create} or {@code update} */
    String summary(String verb) {
        String message = getMessage();
        return message != null && message.startsWith("[Error]")
                ? message
                : "The following resource(s) failed to " + verb + ": [" + logicalId + "].";
    }
}
