package dev.weir.services.events.resources;

import dev.weir.api.events.CreateApiDestinationRequest;
import dev.weir.api.events.DeleteApiDestinationRequest;
import dev.weir.api.events.ResourceNotFoundException;
import dev.weir.api.events.UpdateApiDestinationRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.operations.ApiDestinations;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Events::ApiDestination}. {@code Ref} is its name. */
public final class ApiDestinationResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final ApiDestinations destinations;

    public ApiDestinationResource(ApiDestinations destinations) {
        this.destinations = destinations;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable String description,
            String connection,
            String endpoint,
            String method,
            @Nullable Integer rate) {
        static Wanted read(Properties properties) {
            Wanted wanted = new Wanted(
                    properties.text("Name"),
                    properties.text("Description"),
                    properties.requiredText("ConnectionArn"),
                    properties.requiredText("InvocationEndpoint"),
                    properties.requiredText("HttpMethod"),
                    properties.integer("InvocationRateLimitPerSecond"));
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::Events::ApiDestination";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request.properties());
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        String arn = Objects.requireNonNull(destinations
                .create(
                        request.call(),
                        CreateApiDestinationRequest.builder()
                                .name(name)
                                .description(wanted.description())
                                .connectionArn(wanted.connection())
                                .invocationEndpoint(wanted.endpoint())
                                .httpMethod(wanted.method())
                                .invocationRateLimitPerSecond(wanted.rate())
                                .build())
                .apiDestinationArn());
        return provisioned(name, arn);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        String arn = Objects.requireNonNull(destinations
                .update(
                        request.call(),
                        UpdateApiDestinationRequest.builder()
                                .name(physicalId)
                                .description(wanted.description())
                                .connectionArn(wanted.connection())
                                .invocationEndpoint(wanted.endpoint())
                                .httpMethod(wanted.method())
                                .invocationRateLimitPerSecond(wanted.rate())
                                .build())
                .apiDestinationArn());
        return provisioned(physicalId, arn);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            destinations.delete(
                    request.call(),
                    DeleteApiDestinationRequest.builder().name(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String name, String arn) {
        String forPolicy = arn.substring(0, arn.lastIndexOf('/')) + "/*";
        return new Provisioned(
                name, Map.of("Arn", StringNode.valueOf(arn), "ArnForPolicy", StringNode.valueOf(forPolicy)));
    }
}
