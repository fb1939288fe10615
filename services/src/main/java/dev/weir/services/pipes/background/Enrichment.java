package dev.weir.services.pipes.background;

import dev.weir.api.pipes.PipeEnrichmentHttpParameters;
import dev.weir.api.pipes.PipeEnrichmentParameters;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.source.Batch;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.pipes.domain.PipeEvents;
import dev.weir.services.pipes.domain.Template;
import dev.weir.services.pipes.state.PipeRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes other events of a pipe's events. Functions and state machines get a batch as a list, HTTP endpoints an event each.
 * Source: Amazon EventBridge User Guide, "Event enrichment in Amazon EventBridge Pipes".
 */
final class Enrichment {
    private final Invocations invocations;
    private final PipeRecord pipe;

    Enrichment(Invocations invocations, PipeRecord pipe) {
        this.invocations = invocations;
        this.pipe = pipe;
    }

    /**
     * The events that the target is to get; none where the enrichment returned nothing.
     *
     * @throws DeliveryException where it failed
     */
    List<Piece> apply(Batch batch, List<Piece> pieces) throws DeliveryException {
        if (pipe.enrichment().isEmpty()) {
            return pieces;
        }
        Arn arn = Arn.parse(pipe.enrichment());
        PipeEnrichmentParameters parameters = pipe.pipe().enrichmentParameters();
        String template = parameters == null ? null : parameters.inputTemplate();
        if (!Invocations.http(arn)) {
            String input = invocations.list(template, pieces);
            JsonNode answer = arn.service().equals("states")
                    ? startSync(arn, input, batch.cause())
                    : answer(arn, input, Map.of(), batch.cause());
            return spread(answer, pieces, batch.cause());
        }
        List<Piece> all = new ArrayList<>();
        for (Piece piece : pieces) {
            JsonNode answer = answer(
                    arn,
                    invocations.text(template, piece.event()),
                    parameters(parameters == null ? null : parameters.httpParameters(), piece.event()),
                    piece.cause());
            if (!PipeEvents.empty(answer)) {
                all.add(new Piece(piece.id(), answer, piece.cause()));
            }
        }
        return all;
    }

    private static Map<String, Delivery.Attribute> parameters(
            @Nullable PipeEnrichmentHttpParameters http, JsonNode event) {
        return http == null
                ? Map.of()
                : Invocations.http(
                        http.pathParameterValues(), http.headerParameters(), http.queryStringParameters(), event);
    }

    private JsonNode answer(Arn arn, String input, Map<String, Delivery.Attribute> attributes, Cause cause)
            throws DeliveryException {
        Invocable.Answer answer = invocations.invoke(arn, input, attributes, cause);
        if (answer.error() != null) {
            throw new DeliveryException("EnrichmentFailed", Invocations.reason(answer), true);
        }
        return Template.json(new String(answer.payload(), StandardCharsets.UTF_8));
    }

    private JsonNode startSync(Arn machine, String input, Cause cause) throws DeliveryException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("StateMachineArn", machine.toString());
        request.put("Input", input);
        JsonNode result = invocations.call(machine, "sfn", "startSyncExecution", request, cause);
        if (!result.path("Status").asString("").equals("SUCCEEDED")) {
            throw new DeliveryException(
                    result.path("Error").asString("EnrichmentFailed"),
                    result.path("Cause").asString(""),
                    true);
        }
        return Template.json(result.path("Output").asString(""));
    }

    /** A list is events, anything else one; each belongs to its item where there are as many as there were. */
    private static List<Piece> spread(JsonNode answer, List<Piece> pieces, Cause cause) {
        if (PipeEvents.empty(answer)) {
            return List.of();
        }
        List<JsonNode> events = new ArrayList<>();
        if (answer.isArray()) {
            answer.forEach(events::add);
        } else {
            events.add(answer);
        }
        List<Piece> spread = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            boolean same = events.size() == pieces.size();
            spread.add(new Piece(
                    same ? pieces.get(i).id() : "",
                    events.get(i),
                    same ? pieces.get(i).cause() : cause));
        }
        return spread;
    }
}
