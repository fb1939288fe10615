package dev.weir.server.control;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says how weir is. */
final class StatusReports {
    private final World world;

    StatusReports(World world) {
        this.world = world;
    }

    ObjectNode status() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("version", ControlApi.VERSION);
        answer.put("port", world.port());
        answer.put("pid", ProcessHandle.current().pid());
        answer.put("storage", world.storage());
        ObjectNode clock = answer.putObject("clock");
        clock.put("now", world.kernel().clock().now().toString());
        clock.put("mode", world.clock().mode().name().toLowerCase(Locale.ROOT));
        Long seed = world.seed();
        if (seed != null) {
            clock.put("seed", seed);
        }
        Runtime runtime = Runtime.getRuntime();
        answer.put("memoryBytes", runtime.totalMemory() - runtime.freeMemory());
        answer.put("connections", world.connections());
        answer.put(
                "hops",
                world.kernel().journal().latest(1).stream()
                        .mapToLong(hop -> hop.id())
                        .findFirst()
                        .orElse(0));
        ArrayNode services = answer.putArray("services");
        for (World.ServiceState service : world.services()) {
            ObjectNode each = services.addObject();
            each.put("id", service.id());
            each.put("built", service.built());
            if (service.built()) {
                each.put("operations", service.operations());
                each.put("implemented", service.implemented());
            }
        }
        return answer;
    }

    ObjectNode doctor() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = answer.putArray("findings");
        List<World.Finding> found = world.examine();
        for (World.Finding finding : found) {
            findings.addObject()
                    .put("name", finding.name())
                    .put("ok", finding.ok())
                    .put("detail", finding.detail());
        }
        answer.put("ok", found.stream().allMatch(World.Finding::ok));
        return answer;
    }

    ObjectNode localStackHealth() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode services = answer.putObject("services");
        for (World.ServiceState service : world.services()) {
            services.put(service.id(), service.built() ? "running" : "available");
        }
        answer.put("edition", "weir");
        answer.put("version", ControlApi.VERSION);
        return answer;
    }

    ObjectNode localStackInfo() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("version", ControlApi.VERSION);
        answer.put("edition", "weir");
        answer.put("is_license_activated", false);
        answer.put("is_docker", false);
        answer.put("system", System.getProperty("os.name"));
        return answer;
    }
}
