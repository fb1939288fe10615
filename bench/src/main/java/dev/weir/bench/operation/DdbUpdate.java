package dev.weir.bench.operation;

import dev.weir.bench.load.Template;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;

/** UpdateItem with an ADD to a counter, the same one on all connections. */
public final class DdbUpdate extends CallOperation {
    private static final String HOT = "hot";

    public DdbUpdate() {
        super("ddb-update", BenchTable.SERVICE, BenchTable.target("UpdateItem"));
    }

    @Override
    String body(String table) {
        return "{\"TableName\":\"" + table + "\",\"Key\":{\"pk\":{\"S\":\"" + HOT
                + "\"}},\"UpdateExpression\":\"ADD hits :one\",\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, Layout.PLAIN);
        return new Ground(table.name(), i -> DdbUpdate::same, calls -> {
            long hits = table.number(HOT, "hits");
            if (hits != calls) {
                throw new WrongAnswerException("the counter stands at " + hits + " instead of " + calls);
            }
            table.finish(1);
        });
    }

    private static void same(Template body) {
        // Each call is the same.
    }
}
