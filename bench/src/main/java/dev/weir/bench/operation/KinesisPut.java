package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** PutRecords of a hundred records of 100 bytes, each under a key of its own, into four shards. */
public final class KinesisPut implements Operation {
    private static final byte[] NONE_FAILED = "\"FailedRecordCount\":0".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "kinesis-put";
    }

    @Override
    public String service() {
        return "kinesis";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(BenchStream.request(authority, "PutRecords"), BenchStream.put("bench"), 1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchStream stream = BenchStream.create(subject);
        List<Putter> putters = IntStream.range(0, connections)
                .mapToObj(i -> new Putter(subject.authority(), stream.name(), i))
                .toList();
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return putters;
            }

            @Override
            public void finish() throws IOException {
                stream.finish(
                        putters.stream().mapToLong(putter -> putter.accepted).sum());
            }
        };
    }

    private static final class Putter implements Talk {
        private final Request request;
        private final byte[] body;
        private final int[] digits;
        private final Chance chance;
        private long accepted;

        Putter(String authority, String stream, int seed) {
            this.request = BenchStream.request(authority, "PutRecords");
            this.body = BenchStream.put(stream);
            this.digits = BenchStream.digits(body);
            this.chance = new Chance(seed);
        }

        @Override
        public ByteBuffer request() {
            int key = chance.below(1_000_000);
            for (int at : digits) {
                BenchStream.number(body, at, key++);
            }
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(NONE_FAILED) < 0) {
                throw new WrongAnswerException("PutRecords answered: " + answer.text());
            }
            accepted += BenchStream.RECORDS;
            return true;
        }
    }
}
