package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.SSESpecification;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.Tag;
import dev.weir.kernel.Scope;
import dev.weir.kernel.ids.Ids;
import dev.weir.services.dynamodb.DynamoDbErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings that creating and updating a table share. */
final class TableSettings {
    private TableSettings() {}

    /** The ARN of the KMS key, null where the table has AWS's own key. */
    static @Nullable String sseKey(@Nullable SSESpecification sse, Scope scope, Ids ids) {
        if (sse == null || !Boolean.TRUE.equals(sse.enabled())) {
            if (sse != null && (sse.kmsMasterKeyId() != null || sse.sseType() != null && sse.enabled() != null)) {
                throw DynamoDbErrors.invalid("SSEType and KMSMasterKeyId can only be specified when SSE is enabled");
            }
            return null;
        }
        String id = sse.kmsMasterKeyId();
        if (id == null) {
            return scope.arn("kms", "key/" + ids.uuid()).toString();
        }
        if (id.startsWith("arn:")) {
            return id;
        }
        return scope.arn("kms", id.startsWith("alias/") ? id : "key/" + id).toString();
    }

    /** The view type that a specification enables, null where it disables. */
    static @Nullable String streamView(StreamSpecification specification) {
        boolean enabled = Boolean.TRUE.equals(specification.streamEnabled());
        if (enabled && specification.streamViewType() == null) {
            throw DynamoDbErrors.invalid("StreamViewType must be specified when StreamEnabled is true");
        }
        if (!enabled && specification.streamViewType() != null) {
            throw DynamoDbErrors.invalid("StreamViewType cannot be specified when StreamEnabled is false");
        }
        return enabled ? specification.streamViewType() : null;
    }

    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        if (tags != null) {
            for (Tag tag : tags) {
                map.put(Objects.requireNonNull(tag.key()), tag.value() == null ? "" : tag.value());
            }
        }
        if (map.size() > 50) {
            throw DynamoDbErrors.validation("The number of tags has exceeded the limit of 50");
        }
        return map;
    }
}
