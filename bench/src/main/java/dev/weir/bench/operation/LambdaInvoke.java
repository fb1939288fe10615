package dev.weir.bench.operation;

import dev.weir.bench.load.Talk;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.List;

/** Invoke of a warm Node.js function that does nothing, one at a time: the way there and back. */
public final class LambdaInvoke implements Operation {
    @Override
    public String name() {
        return "lambda-invoke";
    }

    @Override
    public String service() {
        return "lambda";
    }

    @Override
    public int connections(int wanted) {
        return 1;
    }

    @Override
    public Talk floor(String authority) {
        return BenchFunction.floor(authority);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchFunction function = BenchFunction.create(subject);
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return List.of(function.talk());
            }

            @Override
            public void finish() throws IOException {
                function.delete();
            }
        };
    }
}
