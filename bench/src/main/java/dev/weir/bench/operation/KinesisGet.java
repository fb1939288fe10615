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

/** GetRecords of the first hundred records of a shard. */
public final class KinesisGet implements Operation {
    private static final int CALLS = 100;

    @Override
    public String name() {
        return "kinesis-get";
    }

    @Override
    public String service() {
        return "kinesis";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(BenchStream.request(authority, "GetRecords"), BenchStream.get("A".repeat(120)), 1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchStream stream = BenchStream.create(subject);
        stream.fill(CALLS);
        byte[] body = BenchStream.get(stream.iterator());
        List<Getter> getters = IntStream.range(0, connections)
                .mapToObj(i -> new Getter(subject.authority(), body))
                .toList();
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return getters;
            }

            @Override
            public void finish() throws IOException {
                stream.finish((long) CALLS * BenchStream.RECORDS);
            }
        };
    }

    private static final class Getter implements Talk {
        private final Request request;
        private final byte[] body;

        Getter(String authority, byte[] body) {
            this.request = BenchStream.request(authority, "GetRecords");
            this.body = body;
        }

        @Override
        public ByteBuffer request() {
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.length() < BenchStream.size()) {
                throw new WrongAnswerException("GetRecords answered with fewer records: " + answer.text());
            }
            return true;
        }
    }
}
