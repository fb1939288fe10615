package dev.weir.services.events.background;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.events.state.ArchiveState;
import dev.weir.services.events.state.ArchiveStore;
import dev.weir.services.events.state.NamedStore;
import java.time.Duration;
import java.time.Instant;

/** Drops what archives hold for longer than they are to; each with events has one durable timer for its oldest. */
public final class Retention {
    private static final String TIMER = "events.retention";
    private static final int PAGE = 500;
    private static final byte[] NOTHING = {};

    private final Kernel kernel;
    private final NamedStore<ArchiveState> archives;
    private final ArchiveStore events;

    public Retention(Kernel kernel, NamedStore<ArchiveState> archives, ArchiveStore events) {
        this.kernel = kernel;
        this.archives = archives;
        this.events = events;
        kernel.timers().handle(TIMER, (id, due, payload) -> fire(Arn.parse(id)));
    }

    /** Sets the archive's timer for its oldest event, as part of the transaction. */
    public void arm(WriteTx tx, Scope scope, ArchiveState archive) {
        String arn = arn(scope, archive.name());
        Instant oldest = events.oldest(tx, scope, archive.name()).orElse(null);
        if (archive.retentionDays() == 0 || oldest == null) {
            kernel.timers().cancel(tx, TIMER, arn);
        } else {
            Instant due = oldest.plus(Duration.ofDays(archive.retentionDays())).plusMillis(1);
            kernel.timers().set(tx, TIMER, arn, due, TimerKind.HOUSEKEEPING, NOTHING);
        }
    }

    /** Keeps an event, as part of the transaction. */
    void keep(WriteTx tx, Scope scope, String archive, Instant time, String event) {
        if (events.add(tx, scope, archive, time, kernel.clock().now(), event) == 1) {
            archives.find(tx, scope, archive).ifPresent(known -> arm(tx, scope, known));
        }
    }

    public void disarm(WriteTx tx, Scope scope, String archive) {
        kernel.timers().cancel(tx, TIMER, arn(scope, archive));
    }

    private void fire(Arn arn) {
        Scope scope = arn.scope();
        String name = arn.resource().substring("archive/".length());
        int dropped = kernel.store().write(tx -> {
            ArchiveState archive = archives.find(tx, scope, name).orElse(null);
            if (archive == null || archive.retentionDays() == 0) {
                return 0;
            }
            Instant limit = kernel.clock().now().minus(Duration.ofDays(archive.retentionDays()));
            int expired = events.expire(tx, scope, name, limit, PAGE);
            arm(tx, scope, archive);
            return expired;
        });
        if (dropped > 0) {
            kernel.journal()
                    .record(
                            Cause.NONE,
                            scope,
                            "events.Retention",
                            arn.toString(),
                            "",
                            name,
                            Outcome.EXPIRED,
                            dropped + " archived events have passed the retention time");
        }
    }

    private static String arn(Scope scope, String archive) {
        return scope.arn("events", "archive/" + archive).toString();
    }
}
