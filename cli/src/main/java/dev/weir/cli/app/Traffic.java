package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Does to an application, over real HTTP, what its traffic says. */
final class Traffic {
    private static final Pattern NAME = Pattern.compile("\\$\\{(file:)?([^}]+)}");

    private final Endpoint endpoint;
    private final Terminal terminal;
    private final Control control;
    private final Plan plan;
    private final List<Stacks.Resource> resources;
    private final Map<String, String> physicalIds = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> drawn = new ArrayList<>();

    private final Map<String, Integer> answers = new TreeMap<>();
    private int steps;
    private long began;

    Traffic(Endpoint endpoint, Terminal terminal, Plan plan, List<Stacks.Resource> resources) {
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.control = new Control(endpoint.port());
        this.plan = plan;
        this.resources = resources;
        resources.forEach(resource -> physicalIds.put(resource.logicalId(), resource.physicalId()));
    }

    /**
     * Something that was sent, of which the journal can tell.
     *
     * @param what such as {@code POST /orders}
     * @param id by which the journal knows it
     */
    record Sent(String what, String body, String id) {}

    List<Sent> sent() {
        return sent;
    }

    /** ARNs of the executions that are to be drawn. */
    List<String> drawn() {
        return drawn;
    }

    /** @throws CommandException where AWS's API refuses a call */
    void send() {
        Step before = null;
        ClockMoves clock = new ClockMoves(control, terminal);
        for (Step step : plan.steps()) {
            if (before == null || !before.getClass().equals(step.getClass())) {
                summary(before);
            }
            before = step;
            switch (step) {
                case Step.Request request -> request(request);
                case Step.Call call -> call(call);
                case Step.Advance advance -> clock.advance(advance.by());
            }
            steps++;
        }
        summary(before);
    }

    private void request(Step.Request request) {
        Endpoint.Answer answer = endpoint.send(
                request.method(),
                base() + request.path(),
                request.headers(),
                request.body().getBytes(StandardCharsets.UTF_8));
        String id = answer.header("apigw-requestid");
        sent.add(new Sent(
                request.method() + " " + request.path(),
                request.body(),
                id.isEmpty() ? answer.header("x-amzn-requestid") : id));
        String status = String.valueOf(answer.status());
        answers.merge(answer.status() < 400 ? terminal.green(status) : terminal.red(status), 1, Integer::sum);
    }

    private void call(Step.Call call) {
        long from = call.await() ? control.get("/_weir/status").path("hops").asLong(0) : 0;
        JsonNode parameters = filled(call.parameters(), call.place());
        JsonNode answer;
        try {
            answer = control.post(
                    "/_weir/api/" + call.operation() + "?account=" + endpoint.account() + "&region="
                            + endpoint.region(),
                    parameters);
        } catch (CommandException e) {
            throw new CommandException(call.place() + ": " + e.getMessage());
        }
        answers.merge(call.operation(), 1, Integer::sum);
        if (answer.has("MessageId")) {
            sent.add(new Sent(
                    call.operation(),
                    call.parameters().toString(),
                    answer.get("MessageId").asString()));
        }
        String execution = answer.path("ExecutionArn").asString("");
        if (!execution.isEmpty()) {
            if (execution.contains(":express:") && (call.await() || call.draw())) {
                throw new CommandException(call.place()
                        + ": executions of Express workflows keep no history, and are neither awaited nor drawn");
            }
            if (call.await()) {
                await(execution, from);
            }
            if (call.draw()) {
                drawn.add(execution);
            }
        }
    }

    /** Ends the reading of a journal that has no end. */
    private static final class Ended extends RuntimeException {
        Ended() {
            super(null, null, false, false);
        }
    }

    private void await(String execution, long from) {
        try {
            control.lines("/_weir/journal?follow&after=" + from, hop -> {
                if (hop.path("kind").asString("").equals("states.Execution")
                        && hop.path("target").asString("").equals(execution)) {
                    throw new Ended();
                }
            });
        } catch (Ended ended) {
            return;
        }
        throw new CommandException("weir stopped while " + execution + " was under way");
    }

    private void summary(@Nullable Step kind) {
        if (steps > 0 && !(kind instanceof Step.Advance)) {
            StringBuilder line = new StringBuilder();
            answers.forEach((answer, count) -> line.append(line.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(" × ")
                    .append(answer));
            String what = (kind instanceof Step.Call ? " call" : " request") + (steps == 1 ? ": " : "s: ");
            terminal.line("  " + steps + what + line + " " + terminal.dim("in " + Deployer.since(began)));
        }
        answers.clear();
        steps = 0;
        began = System.nanoTime();
    }

    /** A resource's name in {@code ${}} becomes its physical id, a file's its content. */
    private JsonNode filled(JsonNode value, String place) {
        if (value.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), place)));
            return filled;
        }
        if (value.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> filled.add(filled(element, place)));
            return filled;
        }
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return value.isString() ? StringNode.valueOf(filled(value.asString(), place)) : value;
    }

    private String filled(String text, String place) {
        return NAME.matcher(text).replaceAll(found -> {
            String name = found.group(2);
            if (found.group(1) != null) {
                return Matcher.quoteReplacement(content(name, place));
            }
            String id = physicalIds.get(name);
            if (id == null) {
                throw new CommandException(place + ": the stack has no resource " + name);
            }
            return Matcher.quoteReplacement(id);
        });
    }

    private String content(String name, String place) {
        Path file = plan.directory().resolve(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(place + ": cannot read " + file + ": " + e.getMessage());
        }
    }

    private String base() {
        for (Stacks.Resource resource : resources) {
            if (resource.logicalId().equals(plan.api())) {
                boolean http = resource.type().toUpperCase(Locale.ROOT).startsWith("AWS::APIGATEWAYV2::");
                String stage = !plan.stage().isEmpty() ? plan.stage() : http ? "$default" : "Prod";
                return "/_aws/execute-api/" + resource.physicalId() + "/" + stage;
            }
        }
        throw new CommandException("weir.yaml sends traffic to " + plan.api() + ", and the stack has no such API");
    }
}
