package dev.weir.services.schemas.resources;

import dev.weir.api.schemas.CreateRegistryRequest;
import dev.weir.api.schemas.DeleteRegistryRequest;
import dev.weir.api.schemas.NotFoundException;
import dev.weir.api.schemas.UpdateRegistryRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.schemas.operations.Registries;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::EventSchemas::Registry}. {@code Ref} is its ARN. */
public final class RegistryResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final Registries registries;

    public RegistryResource(Registries registries) {
        this.registries = registries;
    }

    @Override
    public String name() {
        return "AWS::EventSchemas::Registry";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RegistryName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String wanted = properties.text("RegistryName");
        String name = wanted == null ? request.generatedName(MAX_NAME) : wanted;
        CreateRegistryRequest create = CreateRegistryRequest.builder()
                .registryName(name)
                .description(properties.text("Description"))
                .tags(TagList.of(request))
                .build();
        properties.done();
        return provisioned(
                Objects.requireNonNull(registries.create(request.call(), create).registryArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unused = properties.text("RegistryName");
        Map<String, String> tags = TagList.of(request);
        UpdateRegistryRequest update = UpdateRegistryRequest.builder()
                .registryName(name(physicalId))
                .description(properties.text("Description"))
                .build();
        properties.done();
        String arn =
                Objects.requireNonNull(registries.update(request.call(), update).registryArn());
        registries.retag(request.call(), arn, tags);
        return provisioned(arn);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            registries.delete(
                    request.call(),
                    DeleteRegistryRequest.builder()
                            .registryName(name(physicalId))
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(
                arn, Map.of("RegistryArn", StringNode.valueOf(arn), "RegistryName", StringNode.valueOf(name(arn))));
    }
}
