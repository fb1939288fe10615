package dev.weir.services.events.operations;

import dev.weir.api.events.PutEventsRequest;
import dev.weir.api.events.PutEventsRequestEntry;
import dev.weir.api.events.PutEventsResponse;
import dev.weir.api.events.PutEventsResultEntry;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.domain.EventEnvelope;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PutEvents. Source: Amazon EventBridge API Reference, "PutEvents"; User Guide, "Calculating PutEvents event entry size". */
public final class PutEvents {
    private static final int MAX_BYTES = 1_048_576;
    private static final int TIME_BYTES = 14;
    private static final PutEventsResultEntry MALFORMED = failure("MalformedDetail", "Detail is malformed.");

    /** Keeps numbers as they were written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Kernel kernel;
    private final Router router;

    public PutEvents(Kernel kernel, Router router) {
        this.kernel = kernel;
        this.router = router;
    }

    public PutEventsResponse put(Call call, PutEventsRequest input) {
        if (input.endpointId() != null) {
            throw EventsErrors.unsupported("global endpoints (EndpointId)");
        }
        List<PutEventsRequestEntry> entries = Objects.requireNonNull(input.entries());
        long size = entries.stream().mapToLong(PutEvents::size).sum();
        if (size > MAX_BYTES) {
            throw EventsErrors.validation("Total size of the entries in the request is over the limit.");
        }
        List<PutEventsResultEntry> results = new ArrayList<>();
        List<Router.Arrival> arrivals = new ArrayList<>();
        int failed = 0;
        for (PutEventsRequestEntry entry : entries) {
            JsonNode detail = detail(entry);
            PutEventsResultEntry refusal = refusal(entry, detail);
            if (refusal != null || detail == null) {
                failed++;
                PutEventsResultEntry refused = refusal == null ? MALFORMED : refusal;
                results.add(refused);
                journal(call, entry, "", Outcome.FAILED, Objects.requireNonNullElse(refused.errorMessage(), ""));
                continue;
            }
            String id = kernel.ids().uuid();
            results.add(PutEventsResultEntry.builder().eventId(id).build());
            Scope scope = BusNames.scope(call.scope(), entry.eventBusName());
            String bus = BusNames.of(entry.eventBusName());
            if (!router.exists(scope, bus)) {
                journal(call, entry, id, Outcome.DROPPED, "there is no event bus " + bus);
                continue;
            }
            arrivals.add(new Router.Arrival(scope, bus, event(call.scope(), id, entry, detail), "", call.cause()));
        }
        router.accept(arrivals);
        return PutEventsResponse.builder()
                .failedEntryCount(failed)
                .entries(results)
                .build();
    }

    private ObjectNode event(Scope scope, String id, PutEventsRequestEntry entry, JsonNode detail) {
        Instant time = entry.time() == null ? kernel.clock().now() : entry.time();
        return EventEnvelope.of(
                id,
                scope,
                Objects.requireNonNull(entry.source()),
                Objects.requireNonNull(entry.detailType()),
                time,
                entry.resources() == null ? List.of() : entry.resources(),
                detail);
    }

    /** The detail as it was written, numbers included; null where it is no object. */
    private static @Nullable JsonNode detail(PutEventsRequestEntry entry) {
        if (blank(entry.detail())) {
            return null;
        }
        try {
            JsonNode detail = MAPPER.readTree(Objects.requireNonNull(entry.detail()));
            return detail.isObject() ? detail : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable PutEventsResultEntry refusal(PutEventsRequestEntry entry, @Nullable JsonNode detail) {
        if (blank(entry.source())) {
            return missing("Source");
        }
        if (blank(entry.detailType())) {
            return missing("DetailType");
        }
        if (blank(entry.detail())) {
            return missing("Detail");
        }
        if (Objects.requireNonNull(entry.source()).startsWith("aws.")) {
            return failure("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        return detail == null ? MALFORMED : null;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static PutEventsResultEntry missing(String parameter) {
        return failure(
                "InvalidArgument",
                "Parameter " + parameter + " is not valid. Reason: " + parameter + " is a required argument.");
    }

    private static PutEventsResultEntry failure(String code, String message) {
        return PutEventsResultEntry.builder()
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    private static long size(PutEventsRequestEntry entry) {
        long size = entry.time() == null ? 0 : TIME_BYTES;
        size += bytes(entry.source()) + bytes(entry.detailType()) + bytes(entry.detail());
        for (String resource : entry.resources() == null ? List.<String>of() : entry.resources()) {
            size += bytes(resource);
        }
        return size;
    }

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void journal(Call call, PutEventsRequestEntry entry, String id, Outcome outcome, String reason) {
        String bus =
                Router.busArn(BusNames.scope(call.scope(), entry.eventBusName()), BusNames.of(entry.eventBusName()));
        kernel.journal().record(call.cause(), call.scope(), "events.PutEvents", "", bus, id, outcome, reason);
    }
}
