package dev.weir.server;

import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.HttpOut;
import dev.weir.functions.Listeners;
import dev.weir.kernel.Kernel;
import dev.weir.server.http.HttpServer;
import dev.weir.services.states.background.Mocks;
import java.nio.file.Path;
import java.util.List;

/**
 * What services may be given.
 *
 * @param deliveries durable delivery to ARNs
 * @param http calls to the outside
 * @param calls operations of any service by their names in the SDK
 * @param server opens ports for execution environments
 * @param callers is told who knows the tokens of execution environments
 * @param throttling whether throughput limits of resources are in force
 * @param cache for what can be made again
 * @param data where weir's state lies; empty where that is in memory
 * @param endpoint where functions find weir
 * @param mocks answers of tasks for test cases of workflows
 */
record Wiring(
        Kernel kernel,
        FabricRegistry fabric,
        Deliveries deliveries,
        HttpOut http,
        ApiCalls calls,
        HttpServer server,
        CallerTokens callers,
        boolean throttling,
        Path cache,
        List<Path> data,
        Endpoint endpoint,
        Mocks mocks) {
    /** Weir's own port, known once it listens. */
    interface Endpoint {
        int port();
    }

    /** Ports for execution environments. */
    Listeners ports() {
        return new RuntimePorts(server);
    }

    /** Weir's own address, as functions on this machine reach it. */
    String url() {
        return "http://" + authority();
    }

    /** Host and port of {@link #url}. */
    String authority() {
        return "127.0.0.1:" + endpoint.port();
    }
}
