package dev.weir.services.logs;

import dev.weir.api.logs.LogsBinding;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.LogSink;
import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.services.logs.operations.EventOperations;
import dev.weir.services.logs.operations.Groups;
import dev.weir.services.logs.operations.Streams;
import dev.weir.services.logs.operations.Tags;
import dev.weir.services.logs.resources.LogGroupResource;
import dev.weir.services.logs.resources.LogStreamResource;
import dev.weir.services.logs.state.LogGroup;
import dev.weir.services.logs.state.LogStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CloudWatch Logs. */
public final class LogsService implements Service, LogSink {
    private final Kernel kernel;
    private final LogStore store;
    private final LogsBinding binding;
    private final List<ResourceType> types;
    private final LogsTarget target;

    public LogsService(Kernel kernel) {
        this.kernel = kernel;
        this.store = new LogStore(kernel.store());
        Groups groups = new Groups(kernel, store);
        Streams streams = new Streams(kernel, store);
        this.binding = new LogsBinding(
                new LogsApiOperations(groups, streams, new EventOperations(kernel, store), new Tags(groups)));
        this.target = new LogsTarget(kernel, store);
        this.types = List.of(new LogGroupResource(groups), new LogStreamResource(streams));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        return capability == EventTarget.class
                ? Optional.of(capability.cast(target))
                : Service.super.capability(capability);
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public void append(Scope scope, String group, String stream, List<Line> lines) {
        long now = kernel.clock().millis();
        LogGroup fresh = new LogGroup(group, now, null, null, "STANDARD", false, Map.of());
        List<LogStore.NewEvent> events = lines.stream()
                .map(line -> new LogStore.NewEvent(line.at().toEpochMilli(), line.message()))
                .toList();
        store.appendTo(scope, fresh, stream, events, now);
    }
}
