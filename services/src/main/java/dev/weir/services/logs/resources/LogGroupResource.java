package dev.weir.services.logs.resources;

import dev.weir.api.logs.CreateLogGroupRequest;
import dev.weir.api.logs.DeleteLogGroupRequest;
import dev.weir.api.logs.ResourceNotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import dev.weir.services.logs.operations.Groups;
import dev.weir.services.logs.operations.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Logs::LogGroup}. */
public final class LogGroupResource implements ResourceType {
    private static final int MAX_NAME = 512;

    private final Groups groups;

    public LogGroupResource(Groups groups) {
        this.groups = groups;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable Integer retention,
            @Nullable String kmsKeyId,
            @Nullable String logGroupClass,
            @Nullable Boolean protection,
            Map<String, String> tags) {
        static Wanted read(ResourceRequest request) {
            Properties properties = request.properties();
            Map<String, String> tags = new LinkedHashMap<>(request.tags());
            properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
            Wanted wanted = new Wanted(
                    properties.text("LogGroupName"),
                    properties.integer("RetentionInDays"),
                    properties.text("KmsKeyId"),
                    properties.text("LogGroupClass"),
                    properties.bool("DeletionProtectionEnabled"),
                    tags);
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::Logs::LogGroup";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("LogGroupName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        groups.create(
                request.call(),
                CreateLogGroupRequest.builder()
                        .logGroupName(name)
                        .kmsKeyId(wanted.kmsKeyId())
                        .logGroupClass(wanted.logGroupClass())
                        .deletionProtectionEnabled(wanted.protection())
                        .tags(wanted.tags())
                        .build());
        if (wanted.retention() != null) {
            groups.setRetention(request.call().scope(), name, wanted.retention());
        }
        return provisioned(request.call().scope(), name);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request);
        Scope scope = request.call().scope();
        if (wanted.retention() == null) {
            groups.clearRetention(scope, physicalId);
        } else {
            groups.setRetention(scope, physicalId, wanted.retention());
        }
        List<String> gone = previous.objects("Tags").stream()
                .map(tag -> tag.requiredText("Key"))
                .filter(key -> !wanted.tags().containsKey(key))
                .toList();
        groups.tag(scope, physicalId, wanted.tags(), gone);
        return provisioned(scope, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            groups.delete(
                    request.call(),
                    DeleteLogGroupRequest.builder().logGroupName(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(Scope scope, String name) {
        return new Provisioned(name, Map.of("Arn", StringNode.valueOf(Names.arn(scope, name) + ":*")));
    }
}
