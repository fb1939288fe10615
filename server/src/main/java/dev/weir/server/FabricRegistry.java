package dev.weir.server;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.shapes.ServiceBinding;
import dev.weir.wire.ServiceDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All services, each built when it is first needed. */
public final class FabricRegistry implements Fabric {
    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private final Map<String, Entry> byArn = new LinkedHashMap<>();

    /**
     * A service that can be built.
     *
     * @param wire what routing must know of it
     * @param arns what it is called in ARNs
     * @param spaces the first parts of its keys in the store
     * @param resources how names of its CloudFormation resource types begin, such as {@code AWS::SQS::}
     * @param dataPlane whether it serves plain HTTP beside its API
     */
    public record Registration(
            ServiceDescriptor wire,
            List<String> arns,
            List<String> spaces,
            List<String> resources,
            boolean dataPlane,
            Supplier<? extends Service> factory) {}

    private static final class Entry {
        private final Registration registration;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Service service;
        private volatile @Nullable ServiceBinding binding;

        Entry(Registration registration) {
            this.registration = registration;
        }

        @Nullable
        Service built() {
            return service;
        }

        Service service() {
            Service known = service;
            return known == null ? build() : known;
        }

        ServiceBinding binding() {
            ServiceBinding known = binding;
            if (known == null) {
                known = service().binding();
                binding = known;
            }
            return known;
        }

        private Service build() {
            lock.lock();
            try {
                Service known = service;
                if (known != null) {
                    return known;
                }
                if (lock.getHoldCount() > 1) {
                    throw new IllegalStateException(registration.wire().id()
                            + " needs itself to be built; look services up when they are used");
                }
                Service made = registration.factory().get();
                service = made;
                made.resume();
                return made;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Adds a service; before the first request only. */
    public void register(Registration registration) {
        Entry entry = new Entry(registration);
        byId.put(registration.wire().id(), entry);
        for (String arn : registration.arns()) {
            if (byArn.put(arn, entry) != null) {
                throw new IllegalArgumentException("two services are called " + arn + " in ARNs");
            }
        }
    }

    @Override
    public <T> Optional<T> at(Arn arn, Class<T> capability) {
        return of(arn.service(), capability);
    }

    @Override
    public <T> Optional<T> of(String service, Class<T> capability) {
        if (capability == DataPlane.class) {
            return Optional.of(capability.cast(new Planes(this)));
        }
        Entry entry = byArn.get(service);
        return entry == null ? Optional.empty() : entry.service().capability(capability);
    }

    /** What routing must know of all services. */
    public List<ServiceDescriptor> descriptors() {
        return byId.values().stream().map(entry -> entry.registration.wire()).toList();
    }

    /** The operations of a service, by weir's id. */
    public ServiceBinding binding(String id) {
        return entry(id).binding();
    }

    /** The service with weir's id, built where it is not. */
    public Service service(String id) {
        return entry(id).service();
    }

    /** Whether the service is built. */
    public boolean built(String id) {
        return entry(id).built() != null;
    }

    /** The CloudFormation resource type of that name; builds its service. */
    public Optional<ResourceType> resourceType(String name) {
        for (Entry entry : byId.values()) {
            if (entry.registration.resources().stream().anyMatch(name::startsWith)) {
                for (ResourceType type : entry.service().resourceTypes()) {
                    if (type.name().equals(name)) {
                        return Optional.of(type);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** All that serve plain HTTP, asked one after the other as for a request from outside. */
    private record Planes(FabricRegistry registry) implements DataPlane {
        @Override
        public boolean serves(String host, String path) {
            return registry.dataPlanes().stream().anyMatch(plane -> plane.serves(host, path));
        }

        @Override
        public Optional<HttpResponse> handle(HttpRequest request) {
            return registry.dataPlanes().stream()
                    .filter(plane -> plane.serves(request.authority(), request.path()))
                    .map(plane -> plane.handle(request))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** Who serves plain HTTP; builds those services. */
    List<DataPlane> dataPlanes() {
        List<DataPlane> planes = new ArrayList<>();
        for (Entry entry : byId.values()) {
            if (entry.registration.dataPlane()) {
                entry.service().dataPlane().ifPresent(planes::add);
            }
        }
        return planes;
    }

    /** Builds every service of which the store holds state, so that its background work goes on. */
    void resume(Store store) {
        for (Entry entry : byId.values()) {
            boolean holds = store.read(tx -> entry.registration.spaces().stream()
                    .anyMatch(
                            space -> !tx.range(Key.of(space).range(), 1, false).isEmpty()));
            if (holds) {
                Service unused = entry.service();
            }
        }
    }

    /** The store has been emptied or replaced: what is built drops its caches, then takes up its work anew. */
    void reset() {
        List<Service> built = built();
        built.forEach(Service::reset);
        built.forEach(Service::restart);
    }

    void close() {
        built().forEach(Service::close);
    }

    private List<Service> built() {
        List<Service> built = new ArrayList<>();
        for (Entry entry : byId.values()) {
            Service service = entry.built();
            if (service != null) {
                built.add(service);
            }
        }
        return built;
    }

    private Entry entry(String id) {
        Entry entry = byId.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("no service is called " + id);
        }
        return entry;
    }
}
