package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints what an application has left in its DynamoDB tables. */
final class TablePrints {
    /** Of a table, so many items are read; there are more in no example that one looks at. */
    private static final int MOST = 200;

    private final Endpoint endpoint;
    private final Terminal terminal;
    private final List<Stacks.Resource> resources;

    TablePrints(Endpoint endpoint, Terminal terminal, List<Stacks.Resource> resources) {
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.resources = resources;
    }

    void print(Plan.Table table) {
        String name = resources.stream()
                .filter(resource -> resource.logicalId().equals(table.table()))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "weir.yaml prints the table " + table.table() + ", and the stack has none of that name"))
                .physicalId();
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("TableName", name).put("Limit", MOST);
        JsonNode page = new Control(endpoint.port())
                .post(
                        "/_weir/api/dynamodb/scan?account=" + endpoint.account() + "&region=" + endpoint.region(),
                        request);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode item : page.path("Items")) {
            rows.add(table.columns().stream()
                    .map(column -> text(item.path(column)))
                    .toList());
        }
        rows.sort(Comparator.comparing(row -> String.join("\0", row)));
        terminal.line("");
        terminal.line(terminal.bold(table.title()));
        int[] widths = new int[table.columns().size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    table.columns().get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        terminal.line(terminal.dim(line(table.columns(), widths)));
        rows.forEach(row -> terminal.line(line(row, widths)));
        if (page.has("LastEvaluatedKey")) {
            terminal.line("  " + terminal.dim("and more than these " + MOST));
        }
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ")
                    .append(cells.get(i))
                    .repeat(' ', widths[i] - cells.get(i).length());
        }
        return line.toString().stripTrailing();
    }

    /** An attribute's value without its type. */
    private static String text(JsonNode attribute) {
        for (Map.Entry<String, JsonNode> value : attribute.properties()) {
            JsonNode content = value.getValue();
            if (value.getKey().equals("Nul") || value.getKey().equals("NULL")) {
                return "null";
            }
            return content.isString() ? content.asString() : content.toString();
        }
        return "–";
    }
}
