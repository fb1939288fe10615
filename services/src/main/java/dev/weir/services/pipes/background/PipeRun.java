package dev.weir.services.pipes.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.fabric.source.Batch;
import dev.weir.fabric.source.BatchConsumer;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.pipes.domain.PipeEvents;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pipe does with a batch: enriches it and hands it to the target. */
final class PipeRun implements BatchConsumer {
    private static final RetryPolicy TO_DEAD_LETTERS =
            new RetryPolicy(5, Duration.ofHours(1), RetryPolicy.Backoff.EVENTBRIDGE);

    private final Kernel kernel;
    private final Deliveries deliveries;
    private final PipeRecord pipe;
    private final @Nullable String deadLetter;
    private final Enrichment enrichment;
    private final Targets targets;

    PipeRun(
            Kernel kernel,
            Fabric fabric,
            ApiCalls calls,
            Deliveries deliveries,
            PipeRecord pipe,
            @Nullable String deadLetter) {
        this.kernel = kernel;
        this.deliveries = deliveries;
        this.pipe = pipe;
        this.deadLetter = deadLetter;
        Invocations invocations = new Invocations(kernel, fabric, calls, pipe);
        this.enrichment = new Enrichment(invocations, pipe);
        this.targets = new Targets(kernel, fabric, invocations, pipe);
    }

    @Override
    public Result take(Batch batch) {
        try {
            List<Piece> pieces = new ArrayList<>();
            for (Batch.Item item : batch.items()) {
                pieces.add(new Piece(item.id(), PipeEvents.of(item.event()), item.cause()));
            }
            List<Piece> enriched = enrichment.apply(batch, pieces);
            if (enriched.isEmpty()) {
                Cause cause = journal(
                        batch.cause(),
                        "pipes.Enrich",
                        pipe.enrichment(),
                        batch.requestId(),
                        Outcome.FILTERED,
                        "the enrichment returned nothing, so the target is not called");
                return new Result.Done(cause);
            }
            return result(batch, enriched, targets.send(batch, enriched));
        } catch (DeliveryException e) {
            return failed(batch, Set.of(), e.code() + ": " + e.getMessage());
        } catch (AwsException e) {
            return failed(batch, Set.of(), e.code() + ": " + e.getMessage());
        }
    }

    /** @param errors what went wrong with a piece, by its place */
    private Result result(Batch batch, List<Piece> pieces, Map<Integer, String> errors) {
        if (errors.isEmpty()) {
            return new Result.Done(
                    journal(batch.cause(), "pipes.Deliver", pipe.target(), batch.requestId(), Outcome.DELIVERED, ""));
        }
        Map<String, String> bad = new LinkedHashMap<>();
        errors.forEach((place, error) -> bad.put(pieces.get(place).id(), error));
        String reason = bad.values().iterator().next();
        boolean all = bad.containsKey("") || bad.size() == batch.items().size();
        return failed(batch, all ? Set.of() : bad.keySet(), reason);
    }

    private Result failed(Batch batch, Set<String> items, String reason) {
        Cause cause = journal(batch.cause(), "pipes.Deliver", pipe.target(), batch.requestId(), Outcome.FAILED, reason);
        return new Result.Failed(items, reason, cause, null);
    }

    private Cause journal(Cause cause, String kind, String to, String subject, Outcome outcome, String reason) {
        return kernel.journal().record(cause, pipe.scope(), kind, pipe.arn(), to, subject, outcome, reason);
    }

    @Override
    public void discard(Discard discard) {
        Batch batch = discard.batch();
        Result.Failed failure = discard.failure();
        Cause cause = journal(
                failure == null ? batch.cause() : failure.cause(),
                "pipes.Discard",
                deadLetter == null ? "" : deadLetter,
                batch.items().getFirst().id(),
                deadLetter == null ? Outcome.DROPPED : Outcome.DEAD_LETTERED,
                discard.condition() + ": " + discard.reason()
                        + (deadLetter == null ? "; there is no dead-letter queue" : ""));
        if (deadLetter == null) {
            return;
        }
        Arn target = Arn.parse(deadLetter);
        byte[] body = PipeEvents.deadLetter(kernel.clock().now(), pipe.arn(), pipe.source(), discard);
        kernel.store().write(tx -> {
            deliveries.enqueue(
                    tx,
                    new Delivery(
                            pipe.scope(), pipe.arn(), Invocations.PRINCIPAL, target, body, Map.of(), null, null, cause),
                    TO_DEAD_LETTERS,
                    null);
            return null;
        });
    }
}
