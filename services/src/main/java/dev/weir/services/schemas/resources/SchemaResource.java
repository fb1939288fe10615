package dev.weir.services.schemas.resources;

import dev.weir.api.schemas.CreateSchemaRequest;
import dev.weir.api.schemas.DeleteSchemaRequest;
import dev.weir.api.schemas.NotFoundException;
import dev.weir.api.schemas.UpdateSchemaRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.schemas.operations.Registries;
import dev.weir.services.schemas.operations.Schemas;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::EventSchemas::Schema}. {@code Ref} is its ARN. */
public final class SchemaResource implements ResourceType {
    private static final int MAX_NAME = 385;

    private final Schemas schemas;
    private final Registries registries;

    public SchemaResource(Schemas schemas, Registries registries) {
        this.schemas = schemas;
        this.registries = registries;
    }

    @Override
    public String name() {
        return "AWS::EventSchemas::Schema";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RegistryName", "SchemaName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String registry = properties.requiredText("RegistryName");
        String wanted = properties.text("SchemaName");
        String name = wanted == null ? request.generatedName(MAX_NAME) : wanted;
        CreateSchemaRequest create = CreateSchemaRequest.builder()
                .registryName(registry)
                .schemaName(name)
                .type(properties.requiredText("Type"))
                .content(properties.requiredText("Content"))
                .description(properties.text("Description"))
                .tags(TagList.of(request))
                .build();
        properties.done();
        var made = schemas.create(request.call(), create);
        return provisioned(Objects.requireNonNull(made.schemaArn()), Objects.requireNonNull(made.schemaVersion()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unused = properties.text("SchemaName");
        Map<String, String> tags = TagList.of(request);
        UpdateSchemaRequest update = UpdateSchemaRequest.builder()
                .registryName(properties.requiredText("RegistryName"))
                .schemaName(name(physicalId))
                .type(properties.requiredText("Type"))
                .content(properties.requiredText("Content"))
                .description(properties.text("Description"))
                .build();
        properties.done();
        var made = schemas.update(request.call(), update);
        registries.retag(request.call(), physicalId, tags);
        return provisioned(physicalId, Objects.requireNonNull(made.schemaVersion()));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            schemas.delete(
                    request.call(),
                    DeleteSchemaRequest.builder()
                            .registryName(request.properties().requiredText("RegistryName"))
                            .schemaName(name(physicalId))
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Provisioned provisioned(String arn, String version) {
        return new Provisioned(
                arn,
                Map.of(
                        "SchemaArn", StringNode.valueOf(arn),
                        "SchemaName", StringNode.valueOf(name(arn)),
                        "SchemaVersion", StringNode.valueOf(version)));
    }
}
