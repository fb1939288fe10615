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

/**
 * An execution of five states from its start to its end. A Standard one is started by StartExecution, with its history
 * kept; at the end all that were acknowledged must have succeeded. An Express one is waited for by StartSyncExecution.
 */
public final class WorkflowRun implements Operation {
    private static final byte[] STARTED = "\"executionArn\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUCCEEDED = "\"SUCCEEDED\"".getBytes(StandardCharsets.US_ASCII);

    private final boolean express;

    public WorkflowRun(boolean express) {
        this.express = express;
    }

    @Override
    public String name() {
        return express ? "sfn-express" : "sfn-standard";
    }

    @Override
    public String service() {
        return "states";
    }

    private String operation() {
        return express ? "StartSyncExecution" : "StartExecution";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(
                BenchWorkflow.request(authority, operation()),
                BenchWorkflow.start("arn:aws:states:us-east-1:000000000000:stateMachine:bench"),
                1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchWorkflow workflow = BenchWorkflow.create(subject, express ? "EXPRESS" : "STANDARD");
        List<Starter> starters = IntStream.range(0, connections)
                .mapToObj(i -> new Starter(
                        BenchWorkflow.request(subject.authority(), operation()),
                        BenchWorkflow.start(workflow.arn()),
                        express ? SUCCEEDED : STARTED))
                .toList();
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return starters;
            }

            @Override
            public void finish() throws IOException {
                if (express) {
                    workflow.delete();
                } else {
                    workflow.finish(starters.stream()
                            .mapToLong(starter -> starter.accepted)
                            .sum());
                }
            }
        };
    }

    private static final class Starter implements Talk {
        private final Request request;
        private final byte[] body;
        private final byte[] expected;
        private long accepted;

        Starter(Request request, byte[] body, byte[] expected) {
            this.request = request;
            this.body = body;
            this.expected = expected;
        }

        @Override
        public ByteBuffer request() {
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(expected) < 0) {
                throw new WrongAnswerException("the execution answered: " + answer.text());
            }
            accepted++;
            return true;
        }
    }
}
