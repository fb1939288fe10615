package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** PutItem of 1 KB, over ten thousand keys. */
public final class DdbPut implements Operation {
    private static final int KEYS = 10_000;

    @Override
    public String name() {
        return "ddb-put";
    }

    @Override
    public String service() {
        return "dynamodb";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(BenchTable.request(authority, "PutItem"), BenchTable.put("bench"), 1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchTable table = BenchTable.create(subject);
        BitSet written = new BitSet(KEYS);
        List<Putter> putters = IntStream.range(0, connections)
                .mapToObj(i -> new Putter(subject.authority(), table.name(), i, written))
                .toList();
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return putters;
            }

            @Override
            public void finish() throws IOException {
                table.finish(written.cardinality());
            }
        };
    }

    private static final class Putter implements Talk {
        private final Request request;
        private final byte[] body;
        private final int digits;
        private final Chance chance;
        private final BitSet written;
        private int key;

        Putter(String authority, String table, int seed, BitSet written) {
            this.request = BenchTable.request(authority, "PutItem");
            this.body = BenchTable.put(table);
            this.digits = BenchTable.digits(body);
            this.chance = new Chance(seed);
            this.written = written;
        }

        @Override
        public ByteBuffer request() {
            key = chance.below(KEYS);
            BenchTable.number(body, digits, key);
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            written.set(key);
            return true;
        }
    }
}
