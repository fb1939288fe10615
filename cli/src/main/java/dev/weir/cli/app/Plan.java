package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.deploy.template.TemplateException;
import dev.weir.deploy.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What {@code weir run} does with an application: its {@code weir.yaml}, described in {@code docs/run.md}.
 *
 * @param directory the application's
 * @param api logical id of the API that requests go to; empty where there are none
 * @param advance how far time goes on at the end
 * @param tables what is printed of the application's data at the end
 */
record Plan(
        Path directory,
        String stack,
        Map<String, String> parameters,
        String api,
        String stage,
        List<Step> steps,
        Duration advance,
        List<Table> tables) {
    private static final Set<String> KEYS = Set.of("stack", "parameters", "traffic", "advance", "tables");
    private static final Set<String> TRAFFIC_KEYS = Set.of("api", "stage", "requests");
    private static final Set<String> TABLE_KEYS = Set.of("table", "title", "columns");

    /**
     * A DynamoDB table whose items are printed, ordered by the columns.
     *
     * @param table its logical id
     * @param columns names of attributes
     */
    record Table(String table, String title, List<String> columns) {}

    static Plan read(Path directory) {
        Path file = directory.resolve("weir.yaml");
        String name =
                directory.toAbsolutePath().normalize().getFileName().toString().replaceAll("[^A-Za-z0-9-]", "-");
        if (!Files.exists(file)) {
            return new Plan(directory, name, Map.of(), "", "", List.of(), Duration.ZERO, List.of());
        }
        try {
            JsonNode plan = TemplateReader.readFragment(Files.readString(file), file.toString());
            check(file.toString(), plan, KEYS);
            JsonNode traffic = plan.path("traffic");
            check(file.toString(), traffic, TRAFFIC_KEYS);
            Map<String, String> parameters = new LinkedHashMap<>();
            plan.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asString()));
            List<Step> steps = traffic.has("requests")
                    ? Step.read(directory.resolve(traffic.path("requests").asString()))
                    : List.of();
            return new Plan(
                    directory,
                    plan.path("stack").asString(name),
                    parameters,
                    traffic.path("api").asString(""),
                    traffic.path("stage").asString(""),
                    steps,
                    Duration.parse(plan.path("advance").asString("PT0S")),
                    tables(file, plan.path("tables")));
        } catch (TemplateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (DateTimeParseException e) {
            throw new CommandException(
                    file + ": advance is an ISO 8601 duration such as PT1H, not `" + e.getParsedString() + "`");
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static List<Table> tables(Path file, JsonNode written) {
        List<Table> tables = new ArrayList<>();
        for (JsonNode table : written) {
            check(file.toString(), table, TABLE_KEYS);
            List<String> columns = new ArrayList<>();
            table.path("columns").forEach(column -> columns.add(column.asString()));
            String id = table.path("table").asString("");
            if (columns.isEmpty()) {
                throw new CommandException(file + ": which columns of " + id + " are to be printed?");
            }
            tables.add(new Table(id, table.path("title").asString(id), columns));
        }
        return tables;
    }

    static void check(String place, JsonNode node, Set<String> keys) {
        for (String key : node.propertyNames()) {
            if (!keys.contains(key)) {
                throw new CommandException(place + ": unknown key " + key + " (it may have "
                        + String.join(", ", keys.stream().sorted().toList()) + ")");
            }
        }
    }
}
