package dev.weir.services.events.background;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.events.background.Router.Arrival;
import dev.weir.services.events.state.ArchiveStore;
import dev.weir.services.events.state.ArchiveStore.Archived;
import dev.weir.services.events.state.NamedStore;
import dev.weir.services.events.state.ReplayState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends archived events to their bus again, in the order of their time. A page of them at a time; how far
 * the replay has come is written after each, so that one that a kill interrupts sends no more than a page again. The step of
 * each page is a durable timer.
 */
public final class Replayer {
    private static final String TIMER = "events.replay";
    private static final int PAGE = 100;
    private static final Duration STARTING = Duration.ofSeconds(1);

    private final Kernel kernel;
    private final NamedStore<ReplayState> replays;
    private final ArchiveStore archives;
    private final Router router;

    public Replayer(Kernel kernel, NamedStore<ReplayState> replays, ArchiveStore archives, Router router) {
        this.kernel = kernel;
        this.replays = replays;
        this.archives = archives;
        this.router = router;
        kernel.timers().handle(TIMER, (id, due, payload) -> step(Arn.parse(id), payload));
    }

    /** Lets the replay begin, as part of the transaction: soon, so that it can be cancelled before. */
    public void start(WriteTx tx, Scope scope, String replay, Cause cause) {
        byte[] payload = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(cause.trace())
                .putLong(cause.hop())
                .array();
        step(tx, arn(scope, replay), kernel.clock().now().plus(STARTING), payload);
    }

    private void step(WriteTx tx, String replay, Instant when, byte[] payload) {
        kernel.timers().set(tx, TIMER, replay, when, TimerKind.WORK, payload);
    }

    private void step(Arn arn, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        Cause cause = new Cause(bytes.getLong(), bytes.getLong());
        Scope scope = arn.scope();
        String name = arn.resource().substring("replay/".length());
        ReplayState replay = replays.find(scope, name).orElse(null);
        if (replay == null) {
            return;
        }
        if (!replay.active()) {
            end(scope, name, ReplayState.CANCELLED, cause);
            return;
        }
        List<Archived> page = archives.page(
                scope, replay.archive(), replay.from(), replay.to().plusMillis(1), replay.position(), PAGE);
        if (page.isEmpty()) {
            end(scope, name, ReplayState.COMPLETED, cause);
            return;
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (Archived archived : page) {
            ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(archived.event());
            event.put("replay-name", name);
            arrivals.add(
                    new Arrival(scope, replay.bus(), event, arn.toString(), cause, false, Set.copyOf(replay.rules())));
        }
        List<Cause> unused = router.accept(arrivals);
        Archived last = page.getLast();
        kernel.store().write(tx -> {
            ReplayState known = replays.find(tx, scope, name).orElse(null);
            if (known != null && known.active()) {
                replays.put(
                        tx,
                        scope,
                        known.at(
                                last.position(),
                                Instant.ofEpochMilli(last.position().time())));
            }
            step(tx, arn.toString(), kernel.clock().now(), payload);
            return true;
        });
    }

    private void end(Scope scope, String name, String state, Cause cause) {
        Instant now = kernel.clock().now();
        boolean ended = kernel.store().write(tx -> {
            ReplayState known = replays.find(tx, scope, name).orElse(null);
            if (known == null || known.ended() != null) {
                return false;
            }
            replays.put(tx, scope, known.withState(state, now));
            return true;
        });
        if (ended) {
            kernel.journal()
                    .record(
                            cause,
                            scope,
                            "events.Replay",
                            arn(scope, name),
                            "",
                            name,
                            Outcome.COMPLETED,
                            state.equals(ReplayState.CANCELLED) ? "it was cancelled" : "");
        }
    }

    private static String arn(Scope scope, String replay) {
        return scope.arn("events", "replay/" + replay).toString();
    }
}
