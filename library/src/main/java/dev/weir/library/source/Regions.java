package dev.weir.library.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The endpoint tables of AWS's SDK for Java: which services are listed in which regions. A table says where an SDK would look for a
 * service and nothing more: not whether an account may use the region, nor whether a feature of the service is there.
 */
public final class Regions {
    /** What the tables are. */
    public static final String ORIGIN = "maven:" + ServiceTable.REGIONS + " " + ServiceTable.REGIONS_VERSION;

    /** A region: its id, its name in words, and the partition it belongs to. */
    public record Region(String id, String name, String partition) {}

    private final List<Region> regions;
    private final Map<String, Set<String>> endpoints;
    private final Set<String> globals;
    private final Map<String, String> types;

    private Regions(
            List<Region> regions, Map<String, Set<String>> endpoints, Set<String> globals, Map<String, String> types) {
        this.regions = List.copyOf(regions);
        this.endpoints = endpoints;
        this.globals = globals;
        this.types = types;
    }

    /** Where nothing is listed, because there are no tables. */
    public static Regions none() {
        return new Regions(List.of(), Map.of(), Set.of(), Map.of());
    }

    /**
     * Writes what is asked of the tables in a smaller form.
     *
     * @param endpoints the SDK's {@code endpoints.json}
     * @param types the names of resource types and the CDK's short names of their services
     */
    public static void write(JsonNode endpoints, Map<String, String> types, Path file) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ArrayNode regions = root.putArray("regions");
        ObjectNode services = root.putObject("services");
        ArrayNode globals = root.putArray("globals");
        for (JsonNode partition : endpoints.path("partitions")) {
            partition.path("regions").propertyStream().forEach(region -> regions.addObject()
                    .put("id", region.getKey())
                    .put("name", region.getValue().path("description").asString(""))
                    .put("partition", partition.path("partition").asString("")));
            partition.path("services").propertyStream().forEach(service -> {
                ArrayNode in = services.withArray(service.getKey());
                boolean global = !service.getValue().path("isRegionalized").asBoolean(true);
                if (global) {
                    globals.add(service.getKey());
                }
                for (String region : names(
                        global ? partition.path("regions") : service.getValue().path("endpoints"))) {
                    if (partition.path("regions").has(region)) {
                        in.add(region);
                    }
                }
            });
        }
        ObjectNode named = root.putObject("types");
        types.forEach(named::put);
        Files.writeString(file, root.toString());
    }

    /** Reads what {@link #write} wrote. */
    public static Regions read(Path file) throws IOException {
        JsonNode root = JsonMapper.shared().readTree(file);
        List<Region> regions = new ArrayList<>();
        for (JsonNode region : root.path("regions")) {
            regions.add(new Region(
                    region.path("id").asString(""),
                    region.path("name").asString(""),
                    region.path("partition").asString("")));
        }
        Map<String, Set<String>> endpoints = new TreeMap<>();
        root.path("services").propertyStream().forEach(service -> {
            Set<String> in = new TreeSet<>();
            service.getValue().forEach(region -> in.add(region.asString("")));
            endpoints.put(service.getKey(), in);
        });
        Set<String> globals = new TreeSet<>();
        root.path("globals").forEach(service -> globals.add(service.asString("")));
        Map<String, String> types = new LinkedHashMap<>();
        root.path("types")
                .propertyStream()
                .forEach(type -> types.put(type.getKey(), type.getValue().asString("")));
        return new Regions(regions, endpoints, globals, types);
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** All regions of all partitions, in the tables' order. */
    public List<Region> all() {
        return regions;
    }

    /** The prefixes of all endpoints, such as {@code lambda}. */
    public Set<String> services() {
        return endpoints.keySet();
    }

    /** The regions that a service is listed in; absent where the tables do not know the service. */
    public Optional<Set<String>> of(String endpointPrefix) {
        return Optional.ofNullable(endpoints.get(endpointPrefix));
    }

    /** Whether a service has one endpoint for all regions of a partition. */
    public boolean isGlobal(String endpointPrefix) {
        return globals.contains(endpointPrefix);
    }

    /** The names of all CloudFormation resource types. */
    public Set<String> resourceTypes() {
        return types.keySet();
    }

    /** The CDK's short name of the service of a resource type, which often is an endpoint prefix. */
    public Optional<String> serviceOfType(String type) {
        return Optional.ofNullable(types.get(type));
    }
}
