package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.deploy.template.TemplateException;
import dev.weir.deploy.template.TemplateReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code weir run} does with an application: its {@code weir.yaml}, described in {@code docs/run.md}.
 *
 * @param api logical id of the API that requests go to; empty where there are none
 * @param advance how far time goes on at the end
 */
record Plan(
        String stack,
        Map<String, String> parameters,
        String api,
        String stage,
        List<Request> requests,
        Duration advance) {
    private static final Set<String> KEYS = Set.of("stack", "parameters", "traffic", "advance");
    private static final Set<String> TRAFFIC_KEYS = Set.of("api", "stage", "requests");

    /** One request; the body is JSON, or text. */
    record Request(String method, String path, Map<String, String> headers, String body) {}

    static Plan read(Path directory) {
        Path file = directory.resolve("weir.yaml");
        String name =
                directory.toAbsolutePath().normalize().getFileName().toString().replaceAll("[^A-Za-z0-9-]", "-");
        if (!Files.exists(file)) {
            return new Plan(name, Map.of(), "", "", List.of(), Duration.ZERO);
        }
        try {
            JsonNode plan = TemplateReader.readFragment(Files.readString(file), file.toString());
            check(file, plan, KEYS);
            JsonNode traffic = plan.path("traffic");
            check(file, traffic, TRAFFIC_KEYS);
            Map<String, String> parameters = new LinkedHashMap<>();
            plan.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asString()));
            List<Request> requests = traffic.has("requests")
                    ? requests(directory.resolve(traffic.path("requests").asString()))
                    : List.of();
            return new Plan(
                    plan.path("stack").asString(name),
                    parameters,
                    traffic.path("api").asString(""),
                    traffic.path("stage").asString(""),
                    requests,
                    Duration.parse(plan.path("advance").asString("PT0S")));
        } catch (TemplateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (DateTimeParseException e) {
            throw new CommandException(
                    file + ": advance is an ISO 8601 duration such as PT1H, not `" + e.getParsedString() + "`");
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static void check(Path file, JsonNode node, Set<String> keys) {
        for (String key : node.propertyNames()) {
            if (!keys.contains(key)) {
                throw new CommandException(file + ": unknown key " + key + " (it may have "
                        + String.join(", ", keys.stream().sorted().toList()) + ")");
            }
        }
    }

    private static List<Request> requests(Path file) {
        List<Request> requests = new ArrayList<>();
        int number = 0;
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                JsonNode request = JsonMapper.shared().readTree(line);
                Map<String, String> headers = new LinkedHashMap<>();
                request.path("headers")
                        .properties()
                        .forEach(entry ->
                                headers.put(entry.getKey(), entry.getValue().asString()));
                JsonNode body = request.path("body");
                headers.putIfAbsent("content-type", body.isContainer() ? "application/json" : "text/plain");
                requests.add(new Request(
                        request.path("method").asString("GET"),
                        request.path("path").asString("/"),
                        headers,
                        body.isMissingNode() ? "" : body.isString() ? body.asString() : body.toString()));
            }
            return requests;
        } catch (JacksonException e) {
            throw new CommandException(file + ":" + number + ": not a JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ", which weir.yaml names: " + e.getMessage());
        }
    }
}
