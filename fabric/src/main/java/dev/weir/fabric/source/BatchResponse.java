package dev.weir.fabric.source;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a function says of the items of a batch. Source: AWS Lambda Developer Guide, "Implementing partial batch
 * responses".
 *
 * @param failed identifiers of items that failed; empty where all succeeded
 * @param allFailed whether the answer makes no sense, which counts as failure of all
 * @param reason why, where it makes none
 */
public record BatchResponse(Set<String> failed, boolean allFailed, String reason) {
    private static final BatchResponse SUCCESS = new BatchResponse(Set.of(), false, "");

    /** @param known identifiers of the batch's items */
    public static BatchResponse parse(byte[] payload, Set<String> known) {
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(payload);
        } catch (JacksonException e) {
            return bad("the answer is no JSON");
        }
        JsonNode failures = answer.get("batchItemFailures");
        if (answer.isNull() || answer.isMissingNode() || failures == null || failures.isNull()) {
            return SUCCESS;
        }
        if (!failures.isArray()) {
            return bad("batchItemFailures is no list");
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = identifier(failure);
            if (id == null || id.isEmpty()) {
                return bad("an entry of batchItemFailures has no itemIdentifier");
            }
            if (!known.contains(id)) {
                return bad("batchItemFailures names " + id + ", which is not in the batch");
            }
            failed.add(id);
        }
        return failed.isEmpty() ? SUCCESS : new BatchResponse(failed, false, "");
    }

    private static @Nullable String identifier(JsonNode failure) {
        JsonNode id = failure.get("itemIdentifier");
        return id == null || !id.isString() ? null : id.asString();
    }

    private static BatchResponse bad(String reason) {
        return new BatchResponse(Set.of(), true, "the function's batch response makes no sense: " + reason);
    }
}
