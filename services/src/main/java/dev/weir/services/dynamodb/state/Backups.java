package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.dynamodb.domain.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Backups, and the jobs that make them and tables from them. Source: Developer Guide, "Backup and restore". */
public final class Backups {
    /** Name of the durable timers; their ids are account, region and something of their own. */
    public static final String TIMER = "dynamodb.job";

    private final Kernel kernel;
    private final Tables tables;
    private final Copies copies;
    private final JsonMapper json = JsonMapper.shared();

    Backups(Kernel kernel, Tables tables, Copies copies) {
        this.kernel = kernel;
        this.tables = tables;
        this.copies = copies;
    }

    /** Begins a backup of the table as it is now. */
    public BackupInfo create(WriteTx tx, Table table, String name) {
        Instant now = kernel.clock().now();
        String id = String.format(
                Locale.ROOT, "%014d-%s", now.toEpochMilli(), kernel.ids().uuid().substring(0, 8));
        long number = Tables.nextNumber(tx, table.scope());
        BackupInfo backup = new BackupInfo(id, name, table, now, number, false, 0, 0);
        put(tx, backup);
        Table.History history = held(tx, table);
        tables.put(tx, table.change().history(history.held(1)).done());
        start(
                tx,
                new Job(
                        Job.Kind.BACKUP,
                        table,
                        table.number(),
                        history.number(),
                        History.newest(tx, table, history.number()),
                        null,
                        id));
        return backup;
    }

    /** The table's history, begun where there is none. */
    public Table.History held(WriteTx tx, Table table) {
        return table.history() != null
                ? table.history()
                : new Table.History(Tables.nextNumber(tx, table.scope()), null, 0);
    }

    /** The history of a table for which recovery is being switched on or off; null for none. */
    public Table.@Nullable History history(WriteTx tx, Table table, boolean recoverable) {
        Table.History present = table.history();
        if (recoverable) {
            if (present != null && present.since() != null) {
                return present;
            }
            Table.History held = held(tx, table);
            return new Table.History(held.number(), kernel.clock().now(), held.holders());
        }
        if (present == null || present.holders() > 0) {
            return present == null ? null : new Table.History(present.number(), null, present.holders());
        }
        History.forget(tx, table, present.number());
        return null;
    }

    /** One that needed the table's history no longer does. */
    public void release(WriteTx tx, Table source) {
        Table table = tables.get(tx, source.scope(), source.name());
        if (table == null || table.history() == null || table.number() != source.number()) {
            return;
        }
        Table.History left = table.history().held(-1);
        if (left.holders() == 0 && left.since() == null) {
            History.forget(tx, table, left.number());
            tables.put(tx, table.change().history(null).done());
        } else {
            tables.put(tx, table.change().history(left).done());
        }
    }

    /** Starts a job once the transaction is committed. */
    public void start(WriteTx tx, Job job) {
        String id = job.source().account() + "/" + job.source().region() + "/"
                + kernel.ids().uuid();
        kernel.timers().set(tx, TIMER, id, kernel.clock().now(), TimerKind.WORK, json.writeValueAsBytes(job));
    }

    /** What a timer's payload says is to be done. */
    public Job job(byte[] payload) {
        return json.readValue(payload, Job.class);
    }

    /** Does a job of kind BACKUP. */
    public void finish(Job job) {
        Scope scope = job.source().scope();
        BackupInfo backup = find(scope, job.target());
        if (backup == null || backup.ready()) {
            return;
        }
        copies.copy(job.source(), job.number(), job.moment(), copies.raw(job.source(), backup.number()));
        Tables.Sizes sizes = tables.sizes(scope, job.number());
        kernel.store().write(tx -> {
            put(tx, backup.done(sizes.count(), sizes.bytes()));
            release(tx, job.source());
            return true;
        });
    }

    /** Does a job of kind RESTORE. */
    public void restore(Job job) {
        Scope scope = job.source().scope();
        copies.copy(job.source(), job.number(), job.moment(), copies.table(scope, job.target()));
        kernel.store().write(tx -> {
            made(tx, scope, job.target());
            return true;
        });
    }

    /** All items of a new table are in it: others can use it. */
    public void made(WriteTx tx, Scope scope, String name) {
        Table made = tables.get(tx, scope, name);
        if (made != null) {
            tables.put(tx, made.change().making(null).done());
        }
    }

    private void put(WriteTx tx, BackupInfo backup) {
        tx.put(new Keys(backup.table().scope()).backup(backup.id()), json.writeValueAsBytes(backup));
    }

    /** The backup, or null. */
    public @Nullable BackupInfo find(Scope scope, String id) {
        byte[] stored = kernel.store().read(tx -> tx.get(new Keys(scope).backup(id)));
        return stored == null ? null : json.readValue(stored, BackupInfo.class);
    }

    /** Backups after the given one, the oldest first. */
    public List<BackupInfo> list(Scope scope, @Nullable String after, int limit) {
        Keys keys = new Keys(scope);
        KeyRange range = after == null ? keys.backups() : keys.backups().after(keys.backup(after));
        return kernel.store().read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), BackupInfo.class))
                .toList();
    }

    /** Removes a backup with its items. */
    public void delete(BackupInfo backup) {
        Keys keys = new Keys(backup.table().scope());
        kernel.store().write(tx -> {
            tx.delete(keys.backup(backup.id()));
            tx.deleteRange(KeyRange.prefix(keys.tree(backup.number())));
            return true;
        });
    }
}
