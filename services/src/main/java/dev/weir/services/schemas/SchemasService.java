package dev.weir.services.schemas;

import dev.weir.api.schemas.SchemasBinding;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.schemas.operations.Discovery;
import dev.weir.services.schemas.operations.Registries;
import dev.weir.services.schemas.operations.Schemas;
import dev.weir.services.schemas.resources.DiscovererResource;
import dev.weir.services.schemas.resources.RegistryResource;
import dev.weir.services.schemas.resources.SchemaResource;
import dev.weir.services.schemas.state.SchemasStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** EventBridge's schema registry. */
public final class SchemasService implements Service {
    private final SchemasBinding binding;
    private final Discovery discovery;
    private final List<ResourceType> types;

    public SchemasService(Kernel kernel, Fabric fabric) {
        SchemasStore store = new SchemasStore(kernel.store());
        Registries registries = new Registries(kernel, store);
        Schemas schemas = new Schemas(kernel, store, registries);
        this.discovery = new Discovery(kernel, store, fabric);
        this.binding = new SchemasBinding(new SchemasApiOperations(registries, schemas, discovery));
        this.types = List.of(
                new RegistryResource(registries),
                new SchemaResource(schemas, registries),
                new DiscovererResource(discovery, registries));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        return capability == EventTarget.class ? Optional.of(capability.cast(discovery)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }
}
