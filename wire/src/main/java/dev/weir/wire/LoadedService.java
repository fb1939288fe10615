package dev.weir.wire;

import dev.weir.shapes.Operation;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.rest.UriTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service whose schema is loaded, with its operations by name and by path. */
final class LoadedService {
    private final ServiceDescriptor descriptor;
    private final ServiceSchema schema;
    private final Map<String, Operation> byName = new HashMap<>();
    private final UriTable uris;

    LoadedService(ServiceDescriptor descriptor) {
        this.descriptor = descriptor;
        this.schema = descriptor.schema().get();
        for (Operation operation : schema.operations()) {
            byName.put(operation.name(), operation);
        }
        this.uris = descriptor.rest() ? UriTable.of(schema) : new UriTable();
    }

    ServiceDescriptor descriptor() {
        return descriptor;
    }

    ServiceSchema schema() {
        return schema;
    }

    @Nullable
    Operation operation(String name) {
        return byName.get(name);
    }

    UriTable uris() {
        return uris;
    }
}
