package dev.weir.deploy.cloudformation.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stack, as it is kept. Changed only by the operation that runs on it; who reads it from the store has a copy of
 * their own.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class Stack {
    /** The stack's ARN. */
    public String id = "";

    public String name = "";
    public String status = "";
    public @Nullable String statusReason;
    public @Nullable String description;
    /** The template as it was given. */
    public String template = "";
    /** The template after its transforms. */
    public @Nullable ObjectNode processed;

    /** Values as given, or defaults. */
    public Map<String, String> parameters = new LinkedHashMap<>();

    public Map<String, String> tags = new LinkedHashMap<>();
    public List<String> capabilities = new ArrayList<>();
    public List<String> notificationArns = new ArrayList<>();
    public @Nullable String roleArn;
    public @Nullable String parentId;
    public @Nullable String rootId;
    public @Nullable String changeSetId;
    public boolean disableRollback;
    public boolean terminationProtection;
    public Instant created = Instant.EPOCH;
    public @Nullable Instant updated;
    public @Nullable Instant deleted;
    public long events;
    /** Names of the exports that it imports. */
    public Set<String> imports = new TreeSet<>();

    /** In the order in which they were made. */
    public Map<String, StackResource> resources = new LinkedHashMap<>();

    public List<StackOutput> outputs = new ArrayList<>();
    /** What it was before the update that is under way; null where none is. */
    public @Nullable Former former;
    /** What is still to be deleted after an update: replaced resources and such as are no longer declared. */
    public List<StackResource> cleanup = new ArrayList<>();
    /** Of the request that started its present operation. */
    public @Nullable String clientRequestToken;

    /** A stack before its update: what a rollback goes back to. */
    public record Former(
            String template,
            @Nullable ObjectNode processed,
            @Nullable String description,
            Map<String, String> parameters,
            Map<String, String> tags,
            List<String> capabilities,
            List<String> notificationArns,
            @Nullable String roleArn,
            Set<String> imports,
            Map<String, StackResource> resources,
            List<StackOutput> outputs) {}

    /** Remembers what it is now. */
    public void remember() {
        former = new Former(
                template,
                processed,
                description,
                parameters,
                tags,
                capabilities,
                notificationArns,
                roleArn,
                new TreeSet<>(imports),
                new LinkedHashMap<>(resources),
                outputs);
    }

    /** Becomes again what it was, its resources included. */
    public void goBack(Former before) {
        template = before.template();
        processed = before.processed();
        description = before.description();
        parameters = before.parameters();
        tags = before.tags();
        capabilities = before.capabilities();
        notificationArns = before.notificationArns();
        roleArn = before.roleArn();
        imports = new TreeSet<>(before.imports());
        resources = new LinkedHashMap<>(before.resources());
        outputs = before.outputs();
    }

    /** Whether an operation is under way. */
    public boolean inProgress() {
        return status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS");
    }

    /** An output with its value. */
    public record StackOutput(
            String key,
            String value,
            @Nullable String description,
            @Nullable String exportName) {}

    /** A resource of the stack. */
    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.ANY,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    public static final class StackResource {
        public String logicalId = "";
        public String type = "";
        public String status = "";
        public @Nullable String statusReason;
        /** Null until it has one. */
        public @Nullable String physicalId;

        public String ref = "";
        public Map<String, JsonNode> attributes = new LinkedHashMap<>();
        /** Resolved. */
        public @Nullable ObjectNode properties;

        public String deletionPolicy = "Delete";
        public String updateReplacePolicy = "Delete";
        /** Ends generated names. */
        public String token = "";
        /** Logical ids of what it needs, which outlive it. */
        public List<String> needs = new ArrayList<>();

        public Instant updated = Instant.EPOCH;

        /** A copy that is to be deleted, or kept, by the policy. */
        public StackResource leaving(String policy) {
            StackResource copy = copy();
            copy.deletionPolicy = policy;
            return copy;
        }

        public StackResource copy() {
            StackResource copy = new StackResource();
            copy.logicalId = logicalId;
            copy.type = type;
            copy.status = status;
            copy.statusReason = statusReason;
            copy.physicalId = physicalId;
            copy.ref = ref;
            copy.attributes = new LinkedHashMap<>(attributes);
            copy.properties = properties;
            copy.deletionPolicy = deletionPolicy;
            copy.updateReplacePolicy = updateReplacePolicy;
            copy.token = token;
            copy.needs = new ArrayList<>(needs);
            copy.updated = updated;
            return copy;
        }
    }
}
