package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;
import dev.weir.bench.server.Subject;
import java.io.IOException;

/** GetRecords of the first hundred records of a shard. */
public final class KinesisGet extends CallOperation {
    private static final int CALLS = 100;

    public KinesisGet() {
        super("kinesis-get", BenchStream.SERVICE, BenchStream.target("GetRecords"));
    }

    @Override
    String example() {
        return "A".repeat(120);
    }

    @Override
    String body(String iterator) {
        return "{\"ShardIterator\":\"" + iterator + "\",\"Limit\":" + BenchStream.RECORDS + "}";
    }

    @Override
    Ground ground(Subject subject) throws IOException {
        BenchStream stream = BenchStream.create(subject);
        stream.fill(CALLS);
        return new Ground(
                stream.iterator(), i -> new Get(), calls -> stream.finish((long) CALLS * BenchStream.RECORDS));
    }

    private static final class Get implements Call {
        @Override
        public void next(Template body) {
            // Each call is the same.
        }

        @Override
        public boolean takes(Template body, Answer answer) {
            return answer.length() >= BenchStream.size();
        }
    }
}
