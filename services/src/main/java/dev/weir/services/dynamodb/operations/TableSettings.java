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
    private static final int MAX_TAGS = 50;

    private TableSettings() {}

    /** The ARN of the KMS key, null where the table has AWS's own key. */
    static @Nullable String sseKey(@Nullable SSESpecification sse, Scope scope, Ids ids) {
        if (sse == null) {
            return null;
        }
        String id = sse.kmsMasterKeyId();
        if (!Boolean.TRUE.equals(sse.enabled())) {
            if (sse.sseType() != null) {
                throw DynamoDbErrors.invalid("SSEType can not be specified if Enabled is false");
            }
            if (id != null) {
                throw DynamoDbErrors.invalid("KMSMasterKeyId can not be specified if Enabled is false");
            }
            return null;
        }
        if ("AES256".equals(sse.sseType())) {
            throw DynamoDbErrors.invalid("SSEType AES256 is not supported");
        }
        if (id == null) {
            return scope.arn("kms", "key/" + ids.uuid()).toString();
        }
        if (sse.sseType() == null) {
            throw DynamoDbErrors.invalid("SSEType KMS is required if KMSMasterKeyId is specified");
        }
        if (id.startsWith("arn:")) {
            return id;
        }
        return scope.arn("kms", id.startsWith("alias/") ? id : "key/" + id).toString();
    }

    /** The view type of a new table's stream, null where it has none. */
    static @Nullable String createdStream(@Nullable StreamSpecification specification) {
        return specification == null
                ? null
                : view(
                        specification,
                        "Table is being created with a stream enabled, UpdateViewType is required",
                        "Table is being created with a stream disabled, UpdateViewType should not be specified");
    }

    /** The view type that a specification enables, null where it disables. */
    static @Nullable String changedStream(StreamSpecification specification) {
        return view(
                specification,
                "If stream is being enabled then UpdateViewType is required",
                "If stream is being disabled, then UpdateViewType must not be specified");
    }

    private static @Nullable String view(StreamSpecification specification, String missing, String needless) {
        boolean enabled = Boolean.TRUE.equals(specification.streamEnabled());
        if (enabled && specification.streamViewType() == null) {
            throw DynamoDbErrors.invalid(missing);
        }
        if (!enabled && specification.streamViewType() != null) {
            throw DynamoDbErrors.invalid(needless);
        }
        return specification.streamViewType();
    }

    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        if (tags != null) {
            for (Tag tag : tags) {
                String key = Objects.requireNonNull(tag.key());
                // Stacks tag what is theirs in this way.
                if (key.startsWith("aws:") && !key.startsWith("aws:cloudformation:")) {
                    throw DynamoDbErrors.validation("Tag Key cannot be prefixed with aws:, Key: " + key);
                }
                if (map.put(key, tag.value() == null ? "" : tag.value()) != null) {
                    throw DynamoDbErrors.validation(
                            "Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key);
                }
            }
        }
        return counted(map);
    }

    /** @throws dev.weir.shapes.AwsException where there are more tags than a table may have */
    static Map<String, String> counted(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw DynamoDbErrors.validation("Number of Tags exceed the current limit for the provided ResourceArn");
        }
        return tags;
    }
}
