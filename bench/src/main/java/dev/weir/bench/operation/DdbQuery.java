package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;

/** Query of the twenty items of 1 KB under one of fifty hash keys. */
public final class DdbQuery extends CallOperation {
    private static final int PARTITIONS = 50;

    public DdbQuery() {
        super("ddb-query", BenchTable.SERVICE, BenchTable.target("Query"));
    }

    @Override
    String body(String table) {
        return "{\"TableName\":\"" + table + "\",\"KeyConditionExpression\":\"pk = :pk\","
                + "\"ExpressionAttributeValues\":{\":pk\":{\"S\":\"k#######\"}}}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, Layout.SORTED);
        int items = PARTITIONS * BenchTable.PARTITION;
        table.fill(items);
        return new Ground(table.name(), Query::new, calls -> table.finish(items));
    }

    private static final class Query implements Call {
        private final Chance chance;

        Query(int connection) {
            this.chance = new Chance(connection);
        }

        @Override
        public void next(Template body) {
            body.set(0, chance.below(PARTITIONS));
        }

        /** Told by the length, since looking through 20 KB would be most of what the generator does. */
        @Override
        public boolean takes(Template body, Answer answer) {
            int items = answer.length() / BenchTable.size();
            return items >= BenchTable.PARTITION
                    && items <= BenchTable.PARTITION * 5 / 4
                    && answer.find(body.part(0, 1)) >= 0;
        }
    }
}
