package dev.weir.bench.operation;

import dev.weir.bench.load.Talk;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A table that fills up with items of 1 KB, and what is read of it. */
public final class BenchItems {
    private final Subject subject;
    private final BenchTable table;
    private final int connections;
    private final List<Repeated> fill;

    private BenchItems(Subject subject, BenchTable table, int connections) {
        this.subject = subject;
        this.table = table;
        this.connections = connections;
        DdbBatch batches = new DdbBatch();
        AtomicInteger next = new AtomicInteger();
        Ground ground = new Ground(table.name(), i -> batches.sequence(next), calls -> {});
        this.fill = batches.talks(subject, ground, connections);
    }

    public static BenchItems create(Subject subject, int connections) throws IOException {
        return new BenchItems(subject, BenchTable.create(subject, Layout.PLAIN), connections);
    }

    /** What fills it, 25 items a call. */
    public List<? extends Talk> fill() {
        return fill;
    }

    /** GetItem of any of those that it holds now. */
    public List<? extends Talk> get() {
        int items = items();
        return new DdbGet()
                .talks(subject, new Ground(table.name(), i -> DdbGet.any(i, items), calls -> {}), connections);
    }

    /** How many items it holds. */
    public int items() {
        return Math.toIntExact(fill.stream().mapToLong(Repeated::acknowledged).sum() * BenchTable.BATCH);
    }

    /** Deletes it, once it holds as many items as it should. */
    public void finish() throws IOException {
        if (subject.name().equals(Subject.WEIR)) {
            table.finish(items());
        } else {
            table.finishAsDescribed(items());
        }
    }
}
