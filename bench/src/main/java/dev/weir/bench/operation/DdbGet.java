package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** GetItem of 1 KB, out of a thousand items. */
public final class DdbGet implements Operation {
    private static final int KEYS = 1000;

    @Override
    public String name() {
        return "ddb-get";
    }

    @Override
    public String service() {
        return "dynamodb";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(BenchTable.request(authority, "GetItem"), BenchTable.get("bench"), 1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchTable table = BenchTable.create(subject);
        table.fill(KEYS);
        List<Getter> getters = IntStream.range(0, connections)
                .mapToObj(i -> new Getter(subject.authority(), table.name(), i))
                .toList();
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return getters;
            }

            @Override
            public void finish() throws IOException {
                table.finish(KEYS);
            }
        };
    }

    private static final class Getter implements Talk {
        private final Request request;
        private final byte[] body;
        private final int digits;
        private final Chance chance;

        Getter(String authority, String table, int seed) {
            this.request = BenchTable.request(authority, "GetItem");
            this.body = BenchTable.get(table);
            this.digits = BenchTable.digits(body);
            this.chance = new Chance(seed);
        }

        @Override
        public ByteBuffer request() {
            BenchTable.number(body, digits, chance.below(KEYS));
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.length() < BenchTable.size() || answer.find(BenchTable.mark(body, digits)) < 0) {
                throw new WrongAnswerException("GetItem answered with another item, or none: " + answer.text());
            }
            return true;
        }
    }
}
