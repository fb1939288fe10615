package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.operation.BenchTable.Layout;
import dev.weir.bench.server.Subject;
import java.io.IOException;

/** GetItem of 1 KB, out of a thousand items. */
public final class DdbGet extends CallOperation {
    private static final int KEYS = 1000;

    public DdbGet() {
        super("ddb-get", BenchTable.SERVICE, BenchTable.target("GetItem"));
    }

    @Override
    String body(String table) {
        return "{\"TableName\":\"" + table + "\",\"Key\":" + BenchTable.key() + "}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchTable table = BenchTable.create(subject, Layout.PLAIN);
        table.fill(KEYS);
        return new Ground(table.name(), i -> any(i, KEYS), calls -> table.finish(KEYS));
    }

    /** Of any out of {@code keys} items. */
    static Call any(int connection, int keys) {
        Chance chance = new Chance(connection);
        return new Call() {
            @Override
            public void next(Template body) {
                body.set(0, chance.below(keys));
            }

            @Override
            public boolean takes(Template body, Answer answer) {
                return answer.length() >= BenchTable.size() && answer.find(body.part(0, 1)) >= 0;
            }
        };
    }
}
