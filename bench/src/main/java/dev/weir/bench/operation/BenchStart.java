package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A queue that is there before a start, for the first request after it. */
public final class BenchStart {
    private static final String PATH = "/000000000000/bench-start";

    private BenchStart() {}

    /** Creates the queue in the store of a weir that runs. */
    public static BenchStart prepare(Subject subject) throws IOException {
        new Caller(subject.endpoint())
                .call("sqs", "AmazonSQS.CreateQueue", Caller.object().put("QueueName", "bench-start"));
        return new BenchStart();
    }

    /** SendMessage to it. */
    public Talk talk(Subject subject) {
        Request request = SqsSend.request(subject.authority());
        byte[] body = SqsSend.body("http://" + subject.authority() + PATH);
        return new Talk() {
            @Override
            public ByteBuffer request() {
                return request.with(body);
            }

            @Override
            public boolean answered(Answer answer) {
                answer.requireOk();
                if (answer.find(SqsSend.ACCEPTED) < 0) {
                    throw new WrongAnswerException("SendMessage answered: " + answer.text());
                }
                return true;
            }
        };
    }
}
