package dev.weir.functions.environment;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an environment made of an invocation.
 *
 * @param error {@code Unhandled} or null
 * @param errorType empty where there is no error
 * @param status as the report line says it: empty, {@code error} or {@code timeout}
 */
@SuppressWarnings("ArrayRecordComponent")
record Outcome(byte[] payload, @Nullable String error, String errorType, String status) {
    static Outcome success(byte[] payload) {
        return new Outcome(payload, null, "", "");
    }

    /** An error that the runtime reported, as it reported it. */
    static Outcome reported(byte[] payload, String errorType) {
        return new Outcome(payload, "Unhandled", errorType.isEmpty() ? "Runtime.Unknown" : errorType, "error");
    }

    /** An error that weir, in the place of AWS's own supervisor, writes itself. */
    static Outcome failure(String errorType, String message, String status) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("errorType", errorType);
        node.put("errorMessage", message);
        return new Outcome(node.toString().getBytes(StandardCharsets.UTF_8), "Unhandled", errorType, status);
    }
}
