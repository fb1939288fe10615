package dev.weir.deploy.cloudformation;

import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.StringNode;

/**
 * {@code Toy::Thing}: {@code Name} replaces, {@code Value} updates in place, {@code Fail} fails with its text where it
 * equals the running operation.
 */
final class ToyType implements ResourceType {
    /** Physical id and value of all that stand. */
    final Map<String, String> standing = new TreeMap<>();

    final List<String> done = new ArrayList<>();
    private int made;

    @Override
    public String name() {
        return "Toy::Thing";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = read("create", request.properties());
        String id = wanted.name() + "-" + ++made;
        standing.put(id, wanted.value());
        done.add("create " + id);
        return provisioned(id, wanted);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = read("update", request.properties());
        standing.put(physicalId, wanted.value());
        done.add("update " + physicalId);
        return provisioned(physicalId, wanted);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        read("delete", request.properties());
        standing.remove(physicalId);
        done.add("delete " + physicalId);
    }

    private record Wanted(String name, String value) {}

    private static Wanted read(String operation, Properties properties) {
        String name = properties.text("Name");
        String value = properties.text("Value");
        String fail = properties.text("Fail");
        properties.done();
        if (operation.equals(fail)) {
            throw new AwsException("ToyBroken", 400, "the toy is broken");
        }
        return new Wanted(name == null ? "toy" : name, value == null ? "" : value);
    }

    private static Provisioned provisioned(String id, Wanted wanted) {
        return new Provisioned(id, Map.of("Value", StringNode.valueOf(wanted.value())));
    }
}
