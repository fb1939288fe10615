package dev.weir.services.events.resources;

import dev.weir.api.events.CreateEventBusRequest;
import dev.weir.api.events.DeadLetterConfig;
import dev.weir.api.events.DeleteEventBusRequest;
import dev.weir.api.events.Tag;
import dev.weir.api.events.UpdateEventBusRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.operations.Buses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Events::EventBus}. */
public final class EventBusResource implements ResourceType {
    private final Buses buses;

    public EventBusResource(Buses buses) {
        this.buses = buses;
    }

    private record Wanted(
            String name,
            @Nullable String description,
            @Nullable String kmsKey,
            @Nullable DeadLetterConfig deadLetter,
            List<Tag> tags) {
        static Wanted read(ResourceRequest request) {
            Properties properties = request.properties();
            Properties deadLetter = properties.object("DeadLetterConfig");
            List<Tag> tags = new ArrayList<>();
            request.tags()
                    .forEach((key, value) ->
                            tags.add(Tag.builder().key(key).value(value).build()));
            properties
                    .objects("Tags")
                    .forEach(tag -> tags.add(Tag.builder()
                            .key(tag.requiredText("Key"))
                            .value(tag.requiredText("Value"))
                            .build()));
            Wanted wanted = new Wanted(
                    properties.requiredText("Name"),
                    properties.text("Description"),
                    properties.text("KmsKeyIdentifier"),
                    deadLetter == null
                            ? null
                            : DeadLetterConfig.builder()
                                    .arn(deadLetter.text("Arn"))
                                    .build(),
                    tags);
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::Events::EventBus";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "EventSourceName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        buses.create(
                request.call(),
                CreateEventBusRequest.builder()
                        .name(wanted.name())
                        .description(wanted.description())
                        .kmsKeyIdentifier(wanted.kmsKey())
                        .deadLetterConfig(wanted.deadLetter())
                        .tags(wanted.tags())
                        .build());
        return provisioned(request, wanted.name());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request);
        buses.update(
                request.call(),
                UpdateEventBusRequest.builder()
                        .name(physicalId)
                        .description(wanted.description())
                        .kmsKeyIdentifier(wanted.kmsKey())
                        .deadLetterConfig(wanted.deadLetter())
                        .build());
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        buses.delete(
                request.call(), DeleteEventBusRequest.builder().name(physicalId).build());
    }

    private static Provisioned provisioned(ResourceRequest request, String name) {
        return new Provisioned(
                name,
                Map.of(
                        "Arn", StringNode.valueOf(Router.busArn(request.call().scope(), name)),
                        "Name", StringNode.valueOf(name)));
    }
}
