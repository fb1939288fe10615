package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** PutRecords of a hundred records of 100 bytes, each under a key of its own, into four shards. */
public final class KinesisPut extends CallOperation {
    private static final byte[] NONE_FAILED = "\"FailedRecordCount\":0".getBytes(StandardCharsets.US_ASCII);

    public KinesisPut() {
        super("kinesis-put", BenchStream.SERVICE, BenchStream.target("PutRecords"));
    }

    @Override
    String body(String stream) {
        return BenchStream.put(stream);
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchStream stream = BenchStream.create(subject);
        return new Ground(stream.name(), Put::new, calls -> stream.finish(calls * BenchStream.RECORDS));
    }

    private static final class Put implements Call {
        private final Chance chance;

        Put(int connection) {
            this.chance = new Chance(connection);
        }

        @Override
        public void next(Template body) {
            int key = chance.below(1_000_000);
            for (int place = 0; place < body.places(); place++) {
                body.set(place, key++);
            }
        }

        @Override
        public boolean takes(Template body, Answer answer) {
            return answer.find(NONE_FAILED) >= 0;
        }
    }
}
