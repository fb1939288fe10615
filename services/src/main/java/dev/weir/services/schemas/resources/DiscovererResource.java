package dev.weir.services.schemas.resources;

import dev.weir.api.schemas.CreateDiscovererRequest;
import dev.weir.api.schemas.DeleteDiscovererRequest;
import dev.weir.api.schemas.NotFoundException;
import dev.weir.api.schemas.UpdateDiscovererRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.schemas.operations.Discovery;
import dev.weir.services.schemas.operations.Registries;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::EventSchemas::Discoverer}. {@code Ref} is its ARN. */
public final class DiscovererResource implements ResourceType {
    private final Discovery discovery;
    private final Registries registries;

    public DiscovererResource(Discovery discovery, Registries registries) {
        this.discovery = discovery;
        this.registries = registries;
    }

    @Override
    public String name() {
        return "AWS::EventSchemas::Discoverer";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("SourceArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        CreateDiscovererRequest create = CreateDiscovererRequest.builder()
                .sourceArn(properties.requiredText("SourceArn"))
                .description(properties.text("Description"))
                .crossAccount(properties.bool("CrossAccount"))
                .tags(TagList.of(request))
                .build();
        properties.done();
        return provisioned(
                Objects.requireNonNull(discovery.create(request.call(), create).discovererArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unused = properties.requiredText("SourceArn");
        Map<String, String> tags = TagList.of(request);
        UpdateDiscovererRequest update = UpdateDiscovererRequest.builder()
                .discovererId(id(physicalId))
                .description(properties.text("Description"))
                .crossAccount(properties.bool("CrossAccount"))
                .build();
        properties.done();
        String arn =
                Objects.requireNonNull(discovery.update(request.call(), update).discovererArn());
        registries.retag(request.call(), arn, tags);
        return provisioned(arn);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            discovery.delete(
                    request.call(),
                    DeleteDiscovererRequest.builder()
                            .discovererId(id(physicalId))
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(
                arn, Map.of("DiscovererArn", StringNode.valueOf(arn), "DiscovererId", StringNode.valueOf(id(arn))));
    }
}
