package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

/** BatchWriteItem that puts 25 items of 1 KB, over ten thousand keys, each time other items. */
public final class DdbBatch extends CallOperation {
    private static final byte[] ALL_WRITTEN = "\"UnprocessedItems\":{}".getBytes(StandardCharsets.US_ASCII);
    private static final int BATCHES = 400;

    private final Layout layout;

    public DdbBatch() {
        this(Layout.PLAIN);
    }

    DdbBatch(Layout layout) {
        super("ddb-batch", BenchTable.SERVICE, BenchTable.target("BatchWriteItem"));
        this.layout = layout;
    }

    @Override
    String body(String table) {
        String put = "{\"PutRequest\":{\"Item\":" + BenchTable.item(layout) + "}}";
        return "{\"RequestItems\":{\"" + table + "\":[" + String.join(",", Collections.nCopies(BenchTable.BATCH, put))
                + "]}}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, layout);
        BitSet written = new BitSet(BATCHES);
        return new Ground(
                table.name(),
                i -> new Batch(i, written),
                calls -> table.finish((long) written.cardinality() * BenchTable.BATCH));
    }

    /** Batches of keys that were not there before: from {@code next} on, which moves. */
    Call sequence(AtomicInteger next) {
        return new Call() {
            @Override
            public void next(Template body) {
                write(body, next.getAndAdd(BenchTable.BATCH), 0);
            }

            @Override
            public boolean takes(Template body, Answer answer) {
                return answer.find(ALL_WRITTEN) >= 0;
            }
        };
    }

    private void write(Template body, int key, long version) {
        for (int i = 0; i < BenchTable.BATCH; i++) {
            BenchTable.write(body, layout, i * BenchTable.places(layout), key + i, version);
        }
    }

    private final class Batch implements Call {
        private final Chance chance;
        private final BitSet written;
        private long version;
        private int batch;

        Batch(int connection, BitSet written) {
            this.chance = new Chance(connection);
            this.written = written;
            this.version = connection * 1_000_000L;
        }

        @Override
        public void next(Template body) {
            batch = chance.below(BATCHES);
            write(body, batch * BenchTable.BATCH, version++);
        }

        @Override
        public boolean takes(Template body, Answer answer) {
            written.set(batch);
            return answer.find(ALL_WRITTEN) >= 0;
        }
    }
}
