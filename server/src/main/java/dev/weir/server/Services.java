package dev.weir.server;

import dev.weir.api.logs.LogsApi;
import dev.weir.fabric.Service;
import dev.weir.server.FabricRegistry.Registration;
import dev.weir.services.logs.LogsService;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.ServiceDescriptor;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one place that knows every service: what routing needs before a service's first request, and how it is built.
 * The facts for routing stand here so that a start reads no service's model; a test compares them with the models.
 */
final class Services {
    private final FabricRegistry registry;

    private Services(FabricRegistry registry) {
        this.registry = registry;
    }

    /** Registers all services, in alphabetical order; none is built by that. */
    static void register(FabricRegistry registry, Wiring wiring) {
        Services services = new Services(registry);
        services.json(
                        "logs",
                        "logs",
                        "logs",
                        "Logs_20140328",
                        "2014-03-28",
                        Protocol.AWS_JSON_1_1,
                        () -> LogsApi.SCHEMA)
                .at("logs")
                .types("AWS::Logs::")
                .by(() -> new LogsService(wiring.kernel()));
    }

    private Line json(
            String id,
            String signingName,
            String endpointPrefix,
            String targetPrefix,
            String version,
            Protocol protocol,
            Supplier<ServiceSchema> schema) {
        return new Line(new ServiceDescriptor(
                id, signingName, endpointPrefix, targetPrefix, version, List.of(protocol), List.of(), schema));
    }

    private Line query(String id, String version, Supplier<ServiceSchema> schema) {
        return new Line(new ServiceDescriptor(id, id, id, "", version, List.of(Protocol.AWS_QUERY), List.of(), schema));
    }

    private Line rest(
            String id,
            String signingName,
            String version,
            Protocol protocol,
            List<String> pathPrefixes,
            Supplier<ServiceSchema> schema) {
        return new Line(new ServiceDescriptor(
                id, signingName, signingName, "", version, List.of(protocol), pathPrefixes, schema));
    }

    /** One service, on its way to the registry. */
    private final class Line {
        private final ServiceDescriptor wire;
        private List<String> arns = List.of();
        private List<String> types = List.of();
        private List<String> spaces;
        private boolean dataPlane;

        Line(ServiceDescriptor wire) {
            this.wire = wire;
            this.spaces = List.of(wire.id());
        }

        /** What it is called in ARNs. */
        Line at(String... names) {
            arns = List.of(names);
            return this;
        }

        /** How names of its CloudFormation resource types begin. */
        Line types(String... prefixes) {
            types = List.of(prefixes);
            return this;
        }

        /** The first parts of its keys in the store, where they are not its id. */
        Line keys(String... names) {
            spaces = List.of(names);
            return this;
        }

        /** It serves plain HTTP beside its API. */
        Line plane() {
            dataPlane = true;
            return this;
        }

        void by(Supplier<? extends Service> factory) {
            registry.register(new Registration(wire, arns, spaces, types, dataPlane, factory));
        }
    }
}
