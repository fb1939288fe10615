package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** PutEvents of ten events of 200 bytes, which a rule with a pattern sends to a queue: end to end, ten events a request. */
public final class EventsToQueue implements Operation {
    /** Events in a request. */
    public static final int BATCH = 10;

    private static final byte[] NONE_FAILED = "\"FailedEntryCount\":0".getBytes(StandardCharsets.US_ASCII);
    private static final int DETAIL = 200;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public String name() {
        return "events-to-queue";
    }

    @Override
    public String service() {
        return "events";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(request(authority), body("bench"), 1);
    }

    private static Request request(String authority) {
        return Request.operation(authority, "events", "AWSEvents.PutEvents");
    }

    private static byte[] body(String bus) {
        String entry = "{\"Source\":\"bench\",\"DetailType\":\"Measured\",\"EventBusName\":\"" + bus
                + "\",\"Detail\":\"{\\\"text\\\":\\\"" + "0".repeat(DETAIL) + "\\\"}\"}";
        return ("{\"Entries\":[" + String.join(",", Collections.nCopies(BATCH, entry)) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchQueue queue = BenchQueue.create(subject);
        Caller caller = new Caller(subject.endpoint());
        String bus = "bench-" + NUMBER.incrementAndGet();
        caller.call("events", "AWSEvents.CreateEventBus", Caller.object().put("Name", bus));
        ObjectNode rule = Caller.object().put("Name", "bench").put("EventBusName", bus);
        rule.put("EventPattern", "{\"source\":[\"bench\"],\"detail-type\":[{\"prefix\":\"Mea\"}]}");
        caller.call("events", "AWSEvents.PutRule", rule);
        ObjectNode targets = Caller.object().put("Rule", "bench").put("EventBusName", bus);
        targets.putArray("Targets").addObject().put("Id", "queue").put("Arn", queue.arn());
        caller.call("events", "AWSEvents.PutTargets", targets);
        byte[] body = body(bus);
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(new Sender(request(subject.authority()), body));
        }
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return senders;
            }

            @Override
            public void finish() throws IOException {
                queue.finish(
                        senders.stream().mapToLong(sender -> sender.accepted).sum() * BATCH);
            }
        };
    }

    private static final class Sender implements Talk {
        private final Request request;
        private final byte[] body;
        private long accepted;

        Sender(Request request, byte[] body) {
            this.request = request;
            this.body = body;
        }

        @Override
        public ByteBuffer request() {
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(NONE_FAILED) < 0) {
                throw new WrongAnswerException("PutEvents answered: " + answer.text());
            }
            accepted++;
            return true;
        }
    }
}
