package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
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

/** What is done to an application that stands, one line of its traffic after the other: see {@code docs/run.md}. */
sealed interface Step {
    /** One request to the application's API; the body is JSON, or text. */
    record Request(String method, String path, Map<String, String> headers, String body) implements Step {}

    /**
     * A call of an AWS API.
     *
     * @param operation such as {@code sfn/startExecution}
     * @param parameters with names of resources and files in them still
     * @param await whether what follows waits, by the wall clock, for the end of the execution that it starts
     * @param draw whether that execution is to be drawn
     * @param place of the line, for messages
     */
    record Call(String operation, JsonNode parameters, boolean await, boolean draw, String place) implements Step {}

    /** Time goes on, and what came due meanwhile comes to rest. */
    record Advance(Duration by) implements Step {}

    Set<String> REQUEST_KEYS = Set.of("method", "path", "headers", "body");
    Set<String> CALL_KEYS = Set.of("call", "parameters", "await", "draw");
    Set<String> ADVANCE_KEYS = Set.of("advance");

    /** @throws CommandException with the line where one is wrong */
    static List<Step> read(Path file) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
                number++;
                if (!line.isBlank()) {
                    steps.add(step(JsonMapper.shared().readTree(line), file + ":" + number));
                }
            }
            return steps;
        } catch (JacksonException e) {
            throw new CommandException(file + ":" + number + ": not a JSON object: " + e.getOriginalMessage());
        } catch (DateTimeParseException e) {
            throw new CommandException(file + ":" + number + ": advance is an ISO 8601 duration such as PT1H, not `"
                    + e.getParsedString() + "`");
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ", which weir.yaml names: " + e.getMessage());
        }
    }

    private static Step step(JsonNode line, String place) {
        if (line.has("advance")) {
            Plan.check(place, line, ADVANCE_KEYS);
            return new Advance(Duration.parse(line.path("advance").asString("")));
        }
        if (line.has("call")) {
            Plan.check(place, line, CALL_KEYS);
            return new Call(
                    line.path("call").asString(""),
                    line.path("parameters"),
                    line.path("await").asBoolean(false),
                    line.path("draw").asBoolean(false),
                    place);
        }
        Plan.check(place, line, REQUEST_KEYS);
        Map<String, String> headers = new LinkedHashMap<>();
        line.path("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
        JsonNode body = line.path("body");
        headers.putIfAbsent("content-type", body.isContainer() ? "application/json" : "text/plain");
        return new Request(
                line.path("method").asString("GET"),
                line.path("path").asString("/"),
                headers,
                body.isMissingNode() ? "" : body.isString() ? body.asString() : body.toString());
    }
}
