package dev.weir.server;

import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.Operation;
import dev.weir.shapes.ServiceBinding;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The coverage table: what weir does of each service's API, as Markdown, made by asking every service about every
 * operation of its model. What is done otherwise than on AWS stands in the file {@value #DIFFERENCES} of the service's
 * package: {@code Operation = how it differs}, and {@code id = what differs in the whole service}.
 */
public final class Coverage {
    private static final String DIFFERENCES = "differences.properties";
    private static final String HEAD = """
            # Coverage

            Made from the code by `./weir coverage > docs/coverage.md`; a test fails where it is out of date.

            - **done**: no difference from AWS is known.
            - **differs**: done, with the difference named.
            - **refused**: answered with `NotImplementedException` and a message that names the operation.

            What holds for a whole service stands above its table.

            | Service | Done | Differs | Refused | CloudFormation types |
            |---|---|---|---|---|
            """;

    private final FabricRegistry services;
    private final StringBuilder summary = new StringBuilder(HEAD);
    private final StringBuilder tables = new StringBuilder();

    private Coverage(FabricRegistry services) {
        this.services = services;
    }

    /**
     * The whole page.
     *
     * @param models the folder of all models; services that only have one there are listed too
     * @throws IllegalStateException where differences are told of what there is not
     */
    public static String page(FabricRegistry services, Path models) throws IOException {
        return new Coverage(services).page(models);
    }

    private String page(Path models) throws IOException {
        Map<String, ServiceSchema> served = new TreeMap<>();
        Map<String, Properties> unused = new TreeMap<>();
        for (ServiceDescriptor descriptor : services.descriptors()) {
            served.put(descriptor.id(), descriptor.schema().get());
        }
        for (ServiceSchema schema : served.values()) {
            Service service = services.service(schema.id());
            // Two services that share a package share its file.
            Properties told = told(service);
            Properties left =
                    unused.computeIfAbsent(service.getClass().getPackageName(), key -> (Properties) told.clone());
            left.keySet().removeAll(add(schema, service, told));
        }
        for (String model : names(models)) {
            if (!served.containsKey(model)) {
                summary.append("| ").append(model).append(" | | | all | |\n");
            }
        }
        unused.forEach((where, left) -> {
            if (!left.isEmpty()) {
                throw new IllegalStateException(DIFFERENCES + " of " + where + " tells of what is not done there: "
                        + left.stringPropertyNames());
            }
        });
        return summary.append(tables).toString();
    }

    private static List<String> names(Path models) throws IOException {
        try (Stream<Path> files = Files.list(models)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Adds a service's table and returns which differences it told. */
    private List<String> add(ServiceSchema schema, Service service, Properties told) {
        ServiceBinding binding = service.binding();
        List<String> used = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        int done = 0;
        int differs = 0;
        int refused = 0;
        for (Operation operation : schema.operations()) {
            String difference = told.getProperty(operation.name());
            rows.append("| ").append(operation.name());
            if (!binding.implemented(operation)) {
                refused++;
                rows.append(" | refused | |\n");
            } else if (difference == null) {
                done++;
                rows.append(" | done | |\n");
            } else {
                differs++;
                used.add(operation.name());
                rows.append(" | differs | ").append(difference).append(" |\n");
            }
        }
        List<String> types = service.resourceTypes().stream()
                .map(ResourceType::name)
                .sorted()
                .toList();
        summary.append("| [%s](#%s) | %d | %d | %d | %d |\n"
                .formatted(schema.name(), schema.id(), done, differs, refused, types.size()));
        tables.append("\n## ").append(schema.id()).append("\n\n");
        String whole = told.getProperty(schema.id());
        if (whole != null) {
            used.add(schema.id());
            tables.append(whole).append("\n\n");
        }
        if (!types.isEmpty()) {
            tables.append("CloudFormation: `")
                    .append(String.join("`, `", types))
                    .append("`\n\n");
        }
        tables.append("| Operation | | |\n|---|---|---|\n").append(rows);
        return used;
    }

    private static Properties told(Service service) throws IOException {
        Properties told = new Properties();
        try (InputStream in = service.getClass().getResourceAsStream(DIFFERENCES)) {
            if (in != null) {
                told.load(in);
            }
        }
        return told;
    }
}
