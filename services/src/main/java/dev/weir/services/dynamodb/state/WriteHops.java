package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.dynamodb.domain.ItemRules;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The hops of one request's writes. Stream records carry the hop that made them, so it is journalled before the
 * transaction commits, once, however often the transaction runs.
 */
public final class WriteHops {
    private final Journal journal;
    private final Scope scope;
    private final Cause cause;
    private final Outcome success;
    private final Map<ItemWrite, Cause> written = new IdentityHashMap<>();

    public WriteHops(Journal journal, Scope scope, Cause cause) {
        this(journal, scope, cause, Outcome.ACCEPTED);
    }

    /** @param success how a write that is done ended */
    WriteHops(Journal journal, Scope scope, Cause cause, Outcome success) {
        this.journal = journal;
        this.scope = scope;
        this.cause = cause;
        this.success = success;
    }

    Cause accepted(ItemWrite write) {
        return written.computeIfAbsent(write, each -> record(each, cause, success, ""));
    }

    /** The write failed after all; the reason says why. */
    public void failed(ItemWrite write, String reason) {
        record(write, written.getOrDefault(write, cause), Outcome.FAILED, reason);
    }

    private Cause record(ItemWrite write, Cause from, Outcome outcome, String reason) {
        return journal.record(
                from, scope, write.kind(), "", write.table().arn(), ItemRules.describe(write.key()), outcome, reason);
    }
}
