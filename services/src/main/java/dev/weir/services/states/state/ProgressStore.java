package dev.weir.services.states.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.execution.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where running executions are: an outermost value each and, for what is within states, one value for each part. */
public final class ProgressStore {
    private static final String RUNNING = "states.running";

    private ProgressStore() {}

    /** Where a running execution is; of use as long as the transaction is open. Null where it is nowhere. */
    public static @Nullable Progress read(ReadTx tx, ExecutionRecord execution) {
        byte[] value = tx.get(key(execution, "progress").toBytes());
        return value == null ? null : Progress.of(value, new Parts(tx, execution));
    }

    /** Keeps what a step changed. */
    public static void put(WriteTx tx, ExecutionRecord execution, Progress progress) {
        tx.put(key(execution, "progress").toBytes(), progress.bytes());
        progress.changes((part, value) -> {
            if (value == null) {
                tx.delete(part(execution, part));
            } else {
                tx.put(part(execution, part), value);
            }
        });
        tx.put(Key.of(RUNNING).text(execution.arn()).toBytes(), new byte[0]);
    }

    /** Keeps where an execution ended that may be redriven. */
    public static void halt(WriteTx tx, ExecutionRecord execution, Progress progress) {
        put(tx, execution, progress);
        tx.delete(Key.of(RUNNING).text(execution.arn()).toBytes());
    }

    /** Forgets where an execution was that has ended. */
    public static void delete(WriteTx tx, ExecutionRecord execution, Progress progress) {
        tx.delete(key(execution, "progress").toBytes());
        if (progress.nested()) {
            tx.deleteRange(key(execution, "part").range());
        }
        tx.delete(Key.of(RUNNING).text(execution.arn()).toBytes());
    }

    /** ARNs of executions that run, after one. */
    public static List<String> running(ReadTx tx, String after, int limit) {
        Key parent = Key.of(RUNNING);
        int prefix = parent.toBytes().length;
        List<String> arns = new ArrayList<>();
        for (Entry entry : tx.range(StatesStore.after(parent, after), limit, false)) {
            arns.add(StatesStore.last(entry.key(), prefix));
        }
        return arns;
    }

    private static Key key(ExecutionRecord execution, String kind) {
        return StatesStore.space(execution.scope(), kind)
                .text(execution.machine())
                .text(execution.name());
    }

    private static byte[] part(ExecutionRecord execution, Progress.Part part) {
        return key(execution, "part")
                .text(part.kind().name())
                .number(part.frame())
                .number(part.index())
                .toBytes();
    }

    private record Parts(ReadTx tx, ExecutionRecord execution) implements Progress.Parts {
        @Override
        public byte @Nullable [] get(Progress.Part part) {
            return tx.get(part(execution, part));
        }

        @Override
        public List<byte[]> frames(int after, int limit) {
            KeyRange range = key(execution, "part")
                    .text(Progress.Kind.FRAME.name())
                    .range()
                    .after(part(execution, new Progress.Part(Progress.Kind.FRAME, after, 0)));
            List<byte[]> frames = new ArrayList<>();
            tx.range(range, limit, false).forEach(entry -> frames.add(entry.value()));
            return frames;
        }
    }
}
