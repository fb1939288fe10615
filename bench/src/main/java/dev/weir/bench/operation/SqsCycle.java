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

/** A message's whole life: SendMessage, ReceiveMessage, DeleteMessage; in a FIFO queue with a group a connection. */
public final class SqsCycle implements Operation {
    private static final byte[] HANDLE = "\"ReceiptHandle\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUOTE = {'"'};
    private static final int EMPTY_RECEIVES = 1000;

    private final boolean fifo;

    public SqsCycle(boolean fifo) {
        this.fifo = fifo;
    }

    @Override
    public String name() {
        return fifo ? "sqs-fifo-cycle" : "sqs-cycle";
    }

    @Override
    public String service() {
        return "sqs";
    }

    @Override
    public int requests() {
        return 3;
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(
                SqsSend.request(authority), SqsSend.body("http://" + authority + "/000000000000/bench"), requests());
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchQueue queue = BenchQueue.create(subject, fifo);
        List<? extends Talk> cycles = cycles(subject, queue, connections, fifo);
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return cycles;
            }

            @Override
            public void finish() throws IOException {
                queue.finish(0);
            }
        };
    }

    static List<? extends Talk> cycles(Subject subject, BenchQueue queue, int connections, boolean fifo) {
        return IntStream.range(0, connections)
                .mapToObj(i -> new Cycle(subject.authority(), queue.url(), i, fifo))
                .toList();
    }

    private enum Step {
        SEND,
        RECEIVE,
        DELETE
    }

    private static final class Cycle implements Talk {
        private final Request send;
        private final Request receive;
        private final Request delete;
        private final byte[] message;
        private final int digits;
        private final byte[] which;
        private final byte[] whose;
        private byte[] handle = {};
        private Step step = Step.SEND;
        private long number;
        private int empty;

        Cycle(String authority, String queue, int connection, boolean fifo) {
            send = SqsSend.request(authority);
            receive = Request.operation(authority, "sqs", "AmazonSQS.ReceiveMessage");
            delete = Request.operation(authority, "sqs", "AmazonSQS.DeleteMessage");
            String twin = "\",\"MessageDeduplicationId\":\"c" + connection + "-";
            message = fifo
                    ? ("{\"QueueUrl\":\"" + queue + "\",\"MessageBody\":\"" + "0".repeat(SqsSend.BODY)
                                    + "\",\"MessageGroupId\":\"g" + connection + twin + "0".repeat(SqsSend.DIGITS)
                                    + "\"}")
                            .getBytes(StandardCharsets.UTF_8)
                    : SqsSend.body(queue);
            digits = message.length - 2 - (fifo ? SqsSend.DIGITS : SqsSend.BODY);
            which = ("{\"QueueUrl\":\"" + queue + "\"}").getBytes(StandardCharsets.UTF_8);
            whose = ("{\"QueueUrl\":\"" + queue + "\",\"ReceiptHandle\":\"").getBytes(StandardCharsets.UTF_8);
        }

        private static final byte[] END = {'"', '}'};

        @Override
        public ByteBuffer request() {
            return switch (step) {
                case SEND -> {
                    Request.digits(message, digits, SqsSend.DIGITS, number++);
                    yield send.with(message);
                }
                case RECEIVE -> receive.with(which);
                case DELETE -> delete.with(whose, handle, END);
            };
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            return switch (step) {
                case SEND -> {
                    if (answer.find(SqsSend.ACCEPTED) < 0) {
                        throw new WrongAnswerException("SendMessage answered: " + answer.text());
                    }
                    step = Step.RECEIVE;
                    yield false;
                }
                case RECEIVE -> {
                    received(answer);
                    yield false;
                }
                case DELETE -> {
                    step = Step.SEND;
                    yield true;
                }
            };
        }

        /** Another connection's message will do; none at all does not, as long as one was sent for each receive. */
        private void received(Answer answer) {
            int at = answer.find(HANDLE);
            if (at < 0) {
                if (++empty > EMPTY_RECEIVES) {
                    throw new WrongAnswerException("ReceiveMessage gave nothing " + EMPTY_RECEIVES + " times");
                }
                return;
            }
            int from = at + HANDLE.length;
            handle = answer.part(from, answer.find(QUOTE, from));
            empty = 0;
            step = Step.DELETE;
        }
    }
}
