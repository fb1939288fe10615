package dev.weir.services.pipes.resources;

import dev.weir.api.pipes.CreatePipeRequest;
import dev.weir.api.pipes.DeletePipeRequest;
import dev.weir.api.pipes.DescribePipeRequest;
import dev.weir.api.pipes.DescribePipeResponse;
import dev.weir.api.pipes.ListTagsForResourceRequest;
import dev.weir.api.pipes.NotFoundException;
import dev.weir.api.pipes.TagResourceRequest;
import dev.weir.api.pipes.UntagResourceRequest;
import dev.weir.api.pipes.UpdatePipeRequest;
import dev.weir.fabric.api.ShapeTree;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.pipes.operations.PipeOperations;
import dev.weir.services.pipes.operations.TagOperations;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Pipes::Pipe}. {@code Ref} is the pipe's name. */
public final class PipeResource implements ResourceType {
    private static final int MAX_NAME = 64;
    private static final List<String> REQUIRED = List.of("RoleArn", "Source", "Target");

    private final PipeOperations pipes;
    private final TagOperations tags;

    public PipeResource(PipeOperations pipes, TagOperations tags) {
        this.pipes = pipes;
        this.tags = tags;
    }

    @Override
    public String name() {
        return "AWS::Pipes::Pipe";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "Source");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String given = request.properties().text("Name");
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        Map<String, String> wanted = tags(request);
        pipes.create(
                request.call(),
                read(request.properties().node().deepCopy(), CreatePipeRequest::read).toBuilder()
                        .name(name)
                        .tags(wanted.isEmpty() ? null : wanted)
                        .build());
        return provisioned(request, name);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        ObjectNode properties = request.properties().node().deepCopy();
        // Where it starts to read is no parameter of an update, and stands as it was.
        for (String source : List.of("DynamoDBStreamParameters", "KinesisStreamParameters")) {
            if (properties.path("SourceParameters").path(source) instanceof ObjectNode parameters) {
                parameters.remove("StartingPosition");
                parameters.remove("StartingPositionTimestamp");
            }
        }
        properties.remove(List.of("Source", "Tags"));
        UpdatePipeRequest update = read(properties, UpdatePipeRequest::read);
        pipes.update(
                request.call(),
                update.toBuilder()
                        .name(physicalId)
                        .description(Objects.requireNonNullElse(update.description(), ""))
                        .desiredState(Objects.requireNonNullElse(update.desiredState(), "RUNNING"))
                        .enrichment(Objects.requireNonNullElse(update.enrichment(), ""))
                        .build());
        Provisioned standing = provisioned(request, physicalId);
        retag(standing.attributes().getOrDefault("Arn", StringNode.valueOf("")).asString(), tags(request));
        return standing;
    }

    private void retag(String arn, Map<String, String> wanted) {
        Map<String, String> before = Objects.requireNonNullElse(
                tags.list(ListTagsForResourceRequest.builder().resourceArn(arn).build())
                        .tags(),
                Map.of());
        List<String> gone =
                before.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
        if (!gone.isEmpty()) {
            tags.untag(UntagResourceRequest.builder()
                    .resourceArn(arn)
                    .tagKeys(gone)
                    .build());
        }
        if (!wanted.isEmpty()) {
            tags.tag(TagResourceRequest.builder().resourceArn(arn).tags(wanted).build());
        }
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            pipes.delete(
                    request.call(), DeletePipeRequest.builder().name(physicalId).build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    /** A pipe's properties are its request's members. */
    private static <T> T read(ObjectNode properties, Function<ShapeReader, T> reader) {
        for (String required : REQUIRED) {
            boolean update = required.equals("Source");
            if (!properties.has(required) && !update) {
                throw new PropertyException("#: required key [" + required + "] not found");
            }
        }
        properties.remove("Tags");
        try {
            return ShapeTree.read(properties, reader);
        } catch (SerializationException e) {
            throw new PropertyException("#: " + e.getMessage());
        }
    }

    private static Map<String, String> tags(ResourceRequest request) {
        Map<String, String> tags = new TreeMap<>(request.tags());
        Properties own = request.properties().object("Tags");
        if (own != null) {
            own.names().forEach(name -> tags.put(name, own.requiredText(name)));
        }
        return tags;
    }

    private Provisioned provisioned(ResourceRequest request, String name) {
        DescribePipeResponse pipe = pipes.describe(
                request.call(), DescribePipeRequest.builder().name(name).build());
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("Arn", text(pipe.arn()));
        attributes.put("CurrentState", text(pipe.currentState()));
        attributes.put("StateReason", text(pipe.stateReason()));
        attributes.put("CreationTime", time(pipe.creationTime()));
        attributes.put("LastModifiedTime", time(pipe.lastModifiedTime()));
        return new Provisioned(name, attributes);
    }

    private static JsonNode time(@Nullable Instant time) {
        return text(time == null ? "" : time.toString());
    }

    private static JsonNode text(@Nullable String text) {
        return StringNode.valueOf(text == null ? "" : text);
    }
}
