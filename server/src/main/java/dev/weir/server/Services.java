package dev.weir.server;

/** The one place that knows every service. */
final class Services {
    private Services() {}

    /** Registers all services; none is built by that. */
    static void register(FabricRegistry registry, Wiring wiring) {
        // One call of registry.register for each, in alphabetical order.
    }
}
