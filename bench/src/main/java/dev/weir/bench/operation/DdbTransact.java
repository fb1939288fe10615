package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.BitSet;

/**
 * TransactWriteItems of four: two puts of 1 KB, an ADD to a counter, a check that an item is not there; with a token
 * of its own, as the SDKs send one. No two connections touch the same items, so that none is cancelled.
 */
public final class DdbTransact extends CallOperation {
    /** Sets of items to choose from, a connection each. */
    private static final int SETS = 250;

    private static final int ACTIONS = 4;

    /** Items that a set comes to hold. */
    private static final int ITEMS = 3;

    /** The table's name and this make a token one of this run alone, on a server that has seen another too. */
    private static final long RUN = ProcessHandle.current().pid() % 10_000_000;

    public DdbTransact() {
        super("ddb-transact", BenchTable.SERVICE, BenchTable.target("TransactWriteItems"));
    }

    @Override
    String body(String table) {
        String named = "{\"TableName\":\"" + table + "\",";
        String put = "{\"Put\":" + named + "\"Item\":" + BenchTable.item(Layout.PLAIN) + "}}";
        String keyed = named + "\"Key\":" + BenchTable.key() + ",";
        return "{\"ClientRequestToken\":\"" + RUN + "-" + table + "-###########\",\"TransactItems\":[" + put + "," + put
                + ",{\"Update\":" + keyed
                + "\"UpdateExpression\":\"ADD hits :one\",\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}}}"
                + ",{\"ConditionCheck\":" + keyed + "\"ConditionExpression\":\"attribute_not_exists(pk)\"}}]}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, Layout.PLAIN);
        BitSet written = new BitSet();
        return new Ground(
                table.name(),
                i -> new Transaction(i, written),
                calls -> table.finish((long) written.cardinality() * ITEMS));
    }

    private static final class Transaction implements Call {
        private final Chance chance;
        private final BitSet written;
        private final int first;
        private long number;
        private int set;

        Transaction(int connection, BitSet written) {
            this.chance = new Chance(connection);
            this.written = written;
            this.first = connection * SETS;
            this.number = connection * 1_000_000L;
        }

        @Override
        public void next(Template body) {
            set = first + chance.below(SETS);
            int key = set * ACTIONS;
            int item = BenchTable.places(Layout.PLAIN);
            body.set(0, ++number);
            BenchTable.write(body, Layout.PLAIN, 1, key, number);
            BenchTable.write(body, Layout.PLAIN, 1 + item, key + 1, number);
            body.set(1 + 2 * item, key + 2);
            body.set(2 + 2 * item, key + 3);
        }

        @Override
        public boolean takes(Template body, Answer answer) {
            written.set(set);
            return true;
        }
    }
}
