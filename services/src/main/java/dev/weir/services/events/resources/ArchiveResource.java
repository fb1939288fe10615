package dev.weir.services.events.resources;

import dev.weir.api.events.CreateArchiveRequest;
import dev.weir.api.events.DeleteArchiveRequest;
import dev.weir.api.events.ResourceNotFoundException;
import dev.weir.api.events.UpdateArchiveRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.operations.Archives;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Events::Archive}. {@code Ref} is its name. */
public final class ArchiveResource implements ResourceType {
    private static final int MAX_NAME = 48;

    private final Archives archives;

    public ArchiveResource(Archives archives) {
        this.archives = archives;
    }

    private record Wanted(
            @Nullable String name,
            String source,
            @Nullable String description,
            @Nullable String pattern,
            @Nullable Integer days,
            @Nullable String kmsKey) {
        static Wanted read(Properties properties) {
            JsonNode pattern = properties.json("EventPattern");
            Wanted wanted = new Wanted(
                    properties.text("ArchiveName"),
                    properties.requiredText("SourceArn"),
                    properties.text("Description"),
                    pattern == null ? null : pattern.isString() ? pattern.asString() : pattern.toString(),
                    properties.integer("RetentionDays"),
                    properties.text("KmsKeyIdentifier"));
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::Events::Archive";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ArchiveName", "SourceArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request.properties());
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        String arn = Objects.requireNonNull(archives.create(
                        request.call(),
                        CreateArchiveRequest.builder()
                                .archiveName(name)
                                .eventSourceArn(wanted.source())
                                .description(wanted.description())
                                .eventPattern(wanted.pattern())
                                .retentionDays(wanted.days())
                                .kmsKeyIdentifier(wanted.kmsKey())
                                .build())
                .archiveArn());
        return new Provisioned(name, Map.of("Arn", StringNode.valueOf(arn)));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        String arn = Objects.requireNonNull(archives.update(
                        request.call(),
                        UpdateArchiveRequest.builder()
                                .archiveName(physicalId)
                                .description(wanted.description())
                                .eventPattern(wanted.pattern())
                                .retentionDays(wanted.days())
                                .kmsKeyIdentifier(wanted.kmsKey())
                                .build())
                .archiveArn());
        return new Provisioned(physicalId, Map.of("Arn", StringNode.valueOf(arn)));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            archives.delete(
                    request.call(),
                    DeleteArchiveRequest.builder().archiveName(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }
}
