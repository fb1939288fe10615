package dev.weir.services.pipes.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.pipes.domain.JsonPath;
import dev.weir.services.pipes.domain.Template;
import dev.weir.services.pipes.state.PipeRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a pipe calls what answers: functions, HTTP endpoints, operations of services. */
final class Invocations {
    static final String PRINCIPAL = "pipes.amazonaws.com";

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls calls;
    private final PipeRecord pipe;

    Invocations(Kernel kernel, Fabric fabric, ApiCalls calls, PipeRecord pipe) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.calls = calls;
        this.pipe = pipe;
    }

    /** Whether the ARN's is an API destination or a stage of API Gateway, which take one event at a time. */
    static boolean http(Arn arn) {
        return arn.service().equals("execute-api")
                || (arn.service().equals("events") && arn.resource().startsWith("api-destination/"));
    }

    /** The event as text, by the template. */
    String text(@Nullable String template, JsonNode event) {
        return new Template(template)
                .fill(
                        event,
                        new Template.Context(
                                pipe.arn(),
                                pipe.name(),
                                pipe.source(),
                                pipe.enrichment(),
                                pipe.target(),
                                kernel.clock().now().toString()));
    }

    /** The events, each by the template, as one JSON list. */
    String list(@Nullable String template, List<Piece> pieces) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        pieces.forEach(piece -> list.add(Template.json(text(template, piece.event()))));
        return list.toString();
    }

    /** Calls a function or an HTTP endpoint. */
    Invocable.Answer invoke(Arn arn, String payload, Map<String, Delivery.Attribute> attributes, Cause cause)
            throws DeliveryException {
        Invocable invocable = fabric.at(arn, Invocable.class)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "weir has nothing that can be called at " + arn, false));
        return invocable.invoke(new Invocable.Invocation(
                pipe.scope(), pipe.arn(), PRINCIPAL, arn, payload.getBytes(StandardCharsets.UTF_8), attributes, cause));
    }

    /** Calls an operation; the document of its result. */
    JsonNode call(Arn arn, String service, String action, ObjectNode input, Cause cause) {
        return JsonMapper.shared()
                .readTree(calls.call(
                        new ApiCalls.ApiCall(arn.scope(), service, action, input.toString(), pipe.arn(), cause)));
    }

    /** A parameter's value: what is at it in the event where it is a path. */
    static @Nullable String resolved(@Nullable String parameter, JsonNode event) {
        if (parameter == null || !JsonPath.isPath(parameter)) {
            return parameter;
        }
        JsonNode found = JsonPath.select(event, parameter);
        return found.isMissingNode() ? "" : found.isString() ? found.asString() : found.toString();
    }

    /** What completes an HTTP request, for {@link Delivery#HTTP_PARAMETERS}. */
    static Map<String, Delivery.Attribute> http(
            @Nullable List<String> paths,
            @Nullable Map<String, String> headers,
            @Nullable Map<String, String> query,
            JsonNode event) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        if (paths != null) {
            ArrayNode list = parameters.putArray("PathParameterValues");
            paths.forEach(path -> list.add(resolved(path, event)));
        }
        if (headers != null) {
            ObjectNode map = parameters.putObject("HeaderParameters");
            headers.forEach((name, value) -> map.put(name, resolved(value, event)));
        }
        if (query != null) {
            ObjectNode map = parameters.putObject("QueryStringParameters");
            query.forEach((name, value) -> map.put(name, resolved(value, event)));
        }
        return parameters.isEmpty()
                ? Map.of()
                : Map.of(Delivery.HTTP_PARAMETERS, new Delivery.Attribute("String", parameters.toString(), null));
    }

    /** Why a call failed, in a sentence. */
    static String reason(Invocable.Answer answer) {
        JsonNode body = Template.json(new String(answer.payload(), StandardCharsets.UTF_8));
        String type = body.path("errorType").asString("");
        String message = body.path("errorMessage").asString("");
        return type.isEmpty() && message.isEmpty() ? "it answered with an error: " + body : type + ": " + message;
    }
}
