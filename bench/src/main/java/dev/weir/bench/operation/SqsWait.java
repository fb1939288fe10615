package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Connection;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Sample;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long a message takes to a receiver that waits: from the first byte of SendMessage on one connection to the last
 * of the long poll's answer on another. Its floor is one request and its answer.
 */
public final class SqsWait implements Operation {
    private static final byte[] HANDLE = "\"ReceiptHandle\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUOTE = {'"'};
    private static final byte[] END = {'"', '}'};

    /** A long poll has arrived by then and waits. */
    private static final int ARRIVED_MILLIS = 2;

    @Override
    public String name() {
        return "sqs-wait";
    }

    @Override
    public String service() {
        return "sqs";
    }

    @Override
    public int connections(int wanted) {
        return 1;
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(
                SqsSend.request(authority), SqsSend.body("http://" + authority + "/000000000000/bench"), 1);
    }

    @Override
    public Work floor(Subject subject, int connections) {
        Talk talk = floor(subject.authority());
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return List.of(talk);
            }

            @Override
            public Sample run(InetSocketAddress address, Duration duration) throws IOException {
                return new Stretch(duration).run(address, (sender, receiver) -> {
                    Pause.millis(ARRIVED_MILLIS);
                    long sent = System.nanoTime();
                    sender.send(talk.request());
                    Answer answer = sender.receive();
                    long took = System.nanoTime() - sent;
                    talk.answered(answer);
                    return took;
                });
            }

            @Override
            public void finish() {
                // The floor holds nothing.
            }
        };
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchQueue queue = BenchQueue.create(subject);
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return List.of();
            }

            @Override
            public Sample run(InetSocketAddress address, Duration duration) throws IOException {
                return new Stretch(duration).run(address, new Handover(subject.authority(), queue.url()));
            }

            @Override
            public void finish() throws IOException {
                queue.finish(0);
            }
        };
    }

    private interface Once {
        /** Does it once and says how long it took, in nanoseconds. */
        long run(Connection sender, Connection receiver) throws IOException;
    }

    /** Does something again and again on two connections. */
    private record Stretch(Duration duration) {
        Sample run(InetSocketAddress address, Once once) throws IOException {
            Histogram latencies = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
            long cpu = cpu();
            long start = System.nanoTime();
            long now = start;
            try (Connection sender = new Connection(address);
                    Connection receiver = new Connection(address)) {
                while (latencies.getTotalCount() == 0 || now - start < duration.toNanos()) {
                    latencies.recordValue(once.run(sender, receiver));
                    now = System.nanoTime();
                }
            }
            return new Sample(
                    latencies.getTotalCount(), Duration.ofNanos(now - start), latencies, Duration.ofNanos(cpu() - cpu));
        }

        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    private static final class Handover implements Once {
        private final Request send;
        private final Request receive;
        private final Request delete;
        private final byte[] message;
        private final byte[] which;
        private final byte[] whose;

        Handover(String authority, String queue) {
            send = SqsSend.request(authority);
            receive = Request.operation(authority, "sqs", "AmazonSQS.ReceiveMessage");
            delete = Request.operation(authority, "sqs", "AmazonSQS.DeleteMessage");
            message = SqsSend.body(queue);
            which = ("{\"QueueUrl\":\"" + queue + "\",\"WaitTimeSeconds\":20}").getBytes(StandardCharsets.UTF_8);
            whose = ("{\"QueueUrl\":\"" + queue + "\",\"ReceiptHandle\":\"").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public long run(Connection sender, Connection receiver) throws IOException {
            receiver.send(receive.with(which));
            Pause.millis(ARRIVED_MILLIS);
            long sent = System.nanoTime();
            sender.send(send.with(message));
            Answer received = receiver.receive();
            long took = System.nanoTime() - sent;
            received.requireOk();
            int at = received.find(HANDLE);
            if (at < 0) {
                throw new WrongAnswerException("a waiting ReceiveMessage answered: " + received.text());
            }
            int from = at + HANDLE.length;
            byte[] handle = received.part(from, received.find(QUOTE, from));
            sender.receive().requireOk();
            receiver.send(delete.with(whose, handle, END));
            receiver.receive().requireOk();
            return took;
        }
    }
}
