package dev.weir.services.schemas;

import dev.weir.api.schemas.*;
import dev.weir.services.schemas.operations.Discovery;
import dev.weir.services.schemas.operations.Registries;
import dev.weir.services.schemas.operations.Schemas;
import dev.weir.shapes.Call;

/** The operations that weir has; those of code bindings refuse by name. */
record SchemasApiOperations(Registries registries, Schemas schemas, Discovery discovery) implements SchemasOperations {
    @Override
    public CreateDiscovererResponse createDiscoverer(Call call, CreateDiscovererRequest input) {
        return discovery.create(call, input);
    }

    @Override
    public UpdateDiscovererResponse updateDiscoverer(Call call, UpdateDiscovererRequest input) {
        return discovery.update(call, input);
    }

    @Override
    public DeleteDiscovererResponse deleteDiscoverer(Call call, DeleteDiscovererRequest input) {
        return discovery.delete(call, input);
    }

    @Override
    public DescribeDiscovererResponse describeDiscoverer(Call call, DescribeDiscovererRequest input) {
        return discovery.describe(call, input);
    }

    @Override
    public StartDiscovererResponse startDiscoverer(Call call, StartDiscovererRequest input) {
        return discovery.start(call, input);
    }

    @Override
    public StopDiscovererResponse stopDiscoverer(Call call, StopDiscovererRequest input) {
        return discovery.stop(call, input);
    }

    @Override
    public CreateRegistryResponse createRegistry(Call call, CreateRegistryRequest input) {
        return registries.create(call, input);
    }

    @Override
    public UpdateRegistryResponse updateRegistry(Call call, UpdateRegistryRequest input) {
        return registries.update(call, input);
    }

    @Override
    public DeleteRegistryResponse deleteRegistry(Call call, DeleteRegistryRequest input) {
        return registries.delete(call, input);
    }

    @Override
    public DescribeRegistryResponse describeRegistry(Call call, DescribeRegistryRequest input) {
        return registries.describe(call, input);
    }

    @Override
    public CreateSchemaResponse createSchema(Call call, CreateSchemaRequest input) {
        return schemas.create(call, input);
    }

    @Override
    public UpdateSchemaResponse updateSchema(Call call, UpdateSchemaRequest input) {
        return schemas.update(call, input);
    }

    @Override
    public DeleteSchemaResponse deleteSchema(Call call, DeleteSchemaRequest input) {
        return schemas.delete(call, input);
    }

    @Override
    public DescribeSchemaResponse describeSchema(Call call, DescribeSchemaRequest input) {
        return schemas.describe(call, input);
    }

    @Override
    public ExportSchemaResponse exportSchema(Call call, ExportSchemaRequest input) {
        return schemas.export(call, input);
    }

    @Override
    public ListDiscoverersResponse listDiscoverers(Call call, ListDiscoverersRequest input) {
        return discovery.list(call, input);
    }

    @Override
    public ListRegistriesResponse listRegistries(Call call, ListRegistriesRequest input) {
        return registries.list(call, input);
    }

    @Override
    public ListSchemasResponse listSchemas(Call call, ListSchemasRequest input) {
        return schemas.list(call, input);
    }

    @Override
    public DeleteSchemaVersionResponse deleteSchemaVersion(Call call, DeleteSchemaVersionRequest input) {
        return schemas.deleteVersion(call, input);
    }

    @Override
    public ListSchemaVersionsResponse listSchemaVersions(Call call, ListSchemaVersionsRequest input) {
        return schemas.listVersions(call, input);
    }

    @Override
    public SearchSchemasResponse searchSchemas(Call call, SearchSchemasRequest input) {
        return schemas.search(call, input);
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(Call call, PutResourcePolicyRequest input) {
        return registries.putPolicy(call, input);
    }

    @Override
    public GetResourcePolicyResponse getResourcePolicy(Call call, GetResourcePolicyRequest input) {
        return registries.getPolicy(call, input);
    }

    @Override
    public DeleteResourcePolicyResponse deleteResourcePolicy(Call call, DeleteResourcePolicyRequest input) {
        return registries.deletePolicy(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return registries.tag(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return registries.untag(call, input);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest input) {
        return registries.listTags(call, input);
    }

    @Override
    public GetDiscoveredSchemaResponse getDiscoveredSchema(Call call, GetDiscoveredSchemaRequest input) {
        return schemas.discovered(input);
    }
}
