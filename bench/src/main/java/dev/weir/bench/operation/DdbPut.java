package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.BitSet;

/** PutItem of 1 KB, over ten thousand keys, each time another item. */
public final class DdbPut extends CallOperation {
    private static final int KEYS = 10_000;

    private final Layout layout;

    /** @param indexed into a table with a global secondary index that holds the items too */
    public DdbPut(boolean indexed) {
        super(indexed ? "ddb-put-gsi" : "ddb-put", BenchTable.SERVICE, BenchTable.target("PutItem"));
        this.layout = indexed ? Layout.INDEXED : Layout.PLAIN;
    }

    @Override
    String body(String table) {
        return "{\"TableName\":\"" + table + "\",\"Item\":" + BenchTable.item(layout) + "}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, layout);
        BitSet written = new BitSet(KEYS);
        return new Ground(table.name(), i -> new Put(i, written), calls -> table.finish(written.cardinality()));
    }

    private final class Put implements Call {
        private final Chance chance;
        private final BitSet written;
        private long version;
        private int key;

        Put(int connection, BitSet written) {
            this.chance = new Chance(connection);
            this.written = written;
            this.version = connection * 1_000_000L;
        }

        @Override
        public void next(Template body) {
            key = chance.below(KEYS);
            BenchTable.write(body, layout, 0, key, version++);
        }

        @Override
        public boolean takes(Template body, Answer answer) {
            written.set(key);
            return true;
        }
    }
}
