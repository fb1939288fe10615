package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.execution.Resource;
import dev.weir.services.states.execution.StateTrial;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.shapes.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tasks of states that are tested on their own. */
public final class Trials {
    private final TaskCalls calls;
    private final ApiCalls api;

    public Trials(Kernel kernel, Fabric fabric, ApiCalls api, HttpOut http) {
        this.calls = new TaskCalls(kernel, fabric, api, http, Mocks.NONE);
        this.api = api;
    }

    /**
     * A task that was done.
     *
     * @param exchange what an HTTP task sent and had for an answer; null for others
     */
    public record Done(StateTrial.Attempt attempt, @Nullable Exchange exchange) {}

    /** @param response null where there was none */
    public record Exchange(Request request, @Nullable Response response) {}

    public record Request(String protocol, String method, String url, String headers, String body) {}

    public record Response(String protocol, int status, String message, String headers, String body) {}

    /** What the operation that a task calls answers; empty where it calls none that is known. */
    public Optional<Schema> output(Resource resource) {
        String[] operation = TaskCalls.operation(resource);
        return operation == null ? Optional.empty() : api.output(operation[0], operation[1]);
    }

    /**
     * Does a task.
     *
     * @param reveal whether the exchange shows what a connection adds
     */
    public Done perform(ExecutionRecord execution, String state, String resource, JsonNode input, boolean reveal) {
        Resource parsed = Resource.of(resource);
        if (parsed.service().equals("http") && parsed.action().equals("invoke")) {
            HttpTasks.Exchange exchange = calls.http().exchange(execution, input);
            HttpTasks.Outgoing request = reveal ? exchange.request() : exchange.plain();
            return new Done(attempt(exchange.answer()), request == null ? null : shown(request, exchange.response()));
        }
        Effects.Task task = new Effects.Task(0, 0, state, resource, input, null, null, null, false, 0);
        return new Done(attempt(calls.call(execution, task)), null);
    }

    private static StateTrial.Attempt attempt(Answer answer) {
        return switch (answer) {
            case Answer.Result result -> new StateTrial.Attempt(result.value(), null, null);
            case Answer.Failure failure -> new StateTrial.Attempt(null, failure.error(), failure.cause());
            case Answer.Later later -> new StateTrial.Attempt(later.value(), null, null);
        };
    }

    private static Exchange shown(HttpTasks.Outgoing request, @Nullable HttpResponse response) {
        String protocol = String.valueOf(request.uri().getScheme());
        return new Exchange(
                new Request(
                        protocol,
                        request.method(),
                        request.uri().toString(),
                        headers(request.headers()),
                        new String(request.body(), StandardCharsets.UTF_8)),
                response == null
                        ? null
                        : new Response(
                                protocol,
                                response.status(),
                                HttpAnswers.reason(response.status()),
                                headers(response.headers()),
                                HttpAnswers.text(response)));
    }

    private static String headers(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
                .toList()
                .toString();
    }
}
