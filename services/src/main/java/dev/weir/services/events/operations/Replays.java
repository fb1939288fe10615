package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Replayer;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.state.ArchiveState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.NamedStore;
import dev.weir.services.events.state.ReplayState;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Replays of archived events. Source: Amazon EventBridge User Guide, "Replaying archived events". */
public final class Replays {
    private static final int MAX_ACTIVE = 10;

    private final Kernel kernel;
    private final EventsStore store;
    private final NamedStore<ArchiveState> archives;
    private final NamedStore<ReplayState> replays;
    private final Replayer replayer;

    public Replays(
            Kernel kernel,
            EventsStore store,
            NamedStore<ArchiveState> archives,
            NamedStore<ReplayState> replays,
            Replayer replayer) {
        this.kernel = kernel;
        this.store = store;
        this.archives = archives;
        this.replays = replays;
        this.replayer = replayer;
    }

    public StartReplayResponse start(Call call, StartReplayRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.replayName());
        ReplayDestination destination = Objects.requireNonNull(input.destination());
        String busArn = Objects.requireNonNull(destination.arn());
        if (!Arn.isArn(busArn) || !Arn.parse(busArn).resource().startsWith("event-bus/")) {
            throw EventsErrors.badParameter("Destination.Arn", "Must contain an event bus ARN.");
        }
        String bus = BusNames.of(busArn);
        if (store.bus(scope, bus).isEmpty()) {
            throw EventsErrors.noBus(bus);
        }
        String source = Objects.requireNonNull(input.eventSourceArn());
        String archiveName = source.substring(source.lastIndexOf('/') + 1);
        ArchiveState archive = archives.find(scope, archiveName)
                .orElseThrow(() ->
                        EventsErrors.badParameter("EventSourceArn", "Archive " + archiveName + " does not exist."));
        if (!Router.busArn(scope, archive.bus()).equals(busArn)) {
            throw EventsErrors.badParameter("Destination.Arn", "Cross event bus replay is not permitted.");
        }
        Instant from = Objects.requireNonNull(input.eventStartTime());
        Instant to = Objects.requireNonNull(input.eventEndTime());
        if (!from.isBefore(to)) {
            throw EventsErrors.badParameter("EventEndTime", "EventStartTime must be before EventEndTime.");
        }
        ReplayState replay = new ReplayState(
                name,
                input.description(),
                archiveName,
                bus,
                Objects.requireNonNullElse(destination.filterArns(), List.of()),
                from,
                to,
                ReplayState.STARTING,
                null,
                null,
                kernel.clock().now(),
                null);
        String arn = arn(scope, name);
        Cause cause = kernel.journal()
                .record(call.cause(), scope, "events.StartReplay", source, arn, name, Outcome.ACCEPTED, "");
        kernel.store().write(tx -> {
            if (replays.find(tx, scope, name).isPresent()) {
                throw EventsErrors.replayExists(name);
            }
            if (replays.all(tx, scope).stream().filter(ReplayState::active).count() >= MAX_ACTIVE) {
                throw EventsErrors.tooMany();
            }
            replays.put(tx, scope, replay);
            replayer.start(tx, scope, name, cause);
            return true;
        });
        return StartReplayResponse.builder()
                .replayArn(arn)
                .state(ReplayState.STARTING)
                .replayStartTime(replay.started())
                .build();
    }

    public CancelReplayResponse cancel(Call call, CancelReplayRequest input) {
        String name = Objects.requireNonNull(input.replayName());
        replays.change(call.scope(), name, replay -> {
            if (!replay.active()) {
                throw EventsErrors.replayOver(name);
            }
            return replay.withState(ReplayState.CANCELLING, null);
        });
        return CancelReplayResponse.builder()
                .replayArn(arn(call.scope(), name))
                .state(ReplayState.CANCELLING)
                .build();
    }

    public DescribeReplayResponse describe(Call call, DescribeReplayRequest input) {
        Scope scope = call.scope();
        ReplayState replay = replays.get(scope, Objects.requireNonNull(input.replayName()));
        return DescribeReplayResponse.builder()
                .replayName(replay.name())
                .replayArn(arn(scope, replay.name()))
                .description(replay.description())
                .state(replay.state())
                .eventSourceArn(Archives.arn(scope, replay.archive()))
                .destination(ReplayDestination.builder()
                        .arn(Router.busArn(scope, replay.bus()))
                        .filterArns(replay.rules().isEmpty() ? null : replay.rules())
                        .build())
                .eventStartTime(replay.from())
                .eventEndTime(replay.to())
                .eventLastReplayedTime(replay.last())
                .replayStartTime(replay.started())
                .replayEndTime(replay.ended())
                .build();
    }

    public ListReplaysResponse list(Call call, ListReplaysRequest input) {
        if (Archives.filters(input.namePrefix(), input.eventSourceArn(), input.state()) > 1) {
            throw EventsErrors.severalFilters("ListReplays", "State, EventSourceArn, or NamePrefix");
        }
        Scope scope = call.scope();
        Page<ReplayState> page = Listing.page(
                replays.all(scope).stream()
                        .filter(replay ->
                                input.namePrefix() == null || replay.name().startsWith(input.namePrefix()))
                        .filter(replay -> input.eventSourceArn() == null
                                || Archives.arn(scope, replay.archive()).equals(input.eventSourceArn()))
                        .filter(replay ->
                                input.state() == null || replay.state().equals(input.state()))
                        .toList(),
                ReplayState::name,
                input.nextToken(),
                input.limit());
        return ListReplaysResponse.builder()
                .replays(page.items().stream()
                        .map(replay -> Replay.builder()
                                .replayName(replay.name())
                                .eventSourceArn(Archives.arn(scope, replay.archive()))
                                .state(replay.state())
                                .eventStartTime(replay.from())
                                .eventEndTime(replay.to())
                                .eventLastReplayedTime(replay.last())
                                .replayStartTime(replay.started())
                                .replayEndTime(replay.ended())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    private static String arn(Scope scope, String name) {
        return scope.arn("events", "replay/" + name).toString();
    }
}
