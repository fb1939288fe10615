package dev.weir.services.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.sns.CreateTopicInput;
import dev.weir.api.sns.MessageAttributeValue;
import dev.weir.api.sns.PublishInput;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.delivery.Outbox;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Fan-out against a small model, under many seeds in simulation: every queue gets exactly the messages that its filter
 * policy wants, once each (a FIFO topic's twins aside), and each group in the order of publication, though queues fail
 * now and then.
 */
class FanOutProperties {
    private static final int SEEDS = 1_000;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    @Test
    void standardTopicsDeliverExactlyWhatMatches() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed, false);
        }
    }

    @Test
    void fifoTopicsKeepEachGroupsOrder() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed, true);
        }
    }

    /** Queues that fail by chance, each delivery twice at most. */
    private static final class Queues implements EventTarget {
        private final Random random;
        private final Map<String, List<String>> taken = new TreeMap<>();
        private final Set<String> failed = new HashSet<>();

        Queues(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public boolean exists(Arn arn) {
            return true;
        }

        @Override
        public Delivered deliver(Delivery delivery) throws DeliveryException {
            String message = new String(delivery.payload(), StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0 && failed.add(delivery.target() + message)) {
                throw new DeliveryException("ServiceUnavailable", "busy", true);
            }
            taken.computeIfAbsent(delivery.target().resource(), queue -> new ArrayList<>())
                    .add(message);
            return new Delivered(message, delivery.cause());
        }
    }

    private static void run(int seed, boolean fifo) throws Exception {
        Store store = Stores.memory();
        RunningKernel running = Kernels.simulated(store, seed);
        try {
            Kernel kernel = running.kernel();
            Queues queues = new Queues(seed);
            Outbox outbox = new Outbox(kernel, fabric(queues));
            SnsService service = new SnsService(
                    kernel,
                    fabric(queues),
                    outbox,
                    (method, uri, headers, body, timeout) -> new HttpResponse(200, Map.of(), new byte[0]));
            outbox.resume();
            service.resume();
            Map<String, List<String>> expected =
                    kernel.tasks().enter("scenario", "", () -> scenario(service.calls(), new Random(seed), fifo));
            running.clock().untilQuiet(Duration.ofDays(1));
            check(seed, fifo, expected, queues.taken);
        } finally {
            running.close();
            store.close();
        }
    }

    private static Fabric fabric(Queues queues) {
        return new Fabric() {
            @Override
            public <T> Optional<T> at(Arn arn, Class<T> capability) {
                return Optional.of(capability.cast(queues));
            }

            @Override
            public <T> Optional<T> of(String name, Class<T> capability) {
                return Optional.of(capability.cast(queues));
            }
        };
    }

    /** Publishes, and says what the model expects, by queue, in the order of publication. */
    private static Map<String, List<String>> scenario(SnsOperations sns, Random random, boolean fifo) {
        Call call = Call.internal(Scope.DEFAULT, "r", "localhost:4566", Cause.NONE);
        String suffix = fifo ? ".fifo" : "";
        String topic = sns.createTopic(
                        call,
                        new CreateTopicInput("t" + suffix, fifo ? Map.of("FifoTopic", "true") : Map.of(), null, null))
                .topicArn();
        Map<String, Set<String>> wanted = new TreeMap<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Set<String> colours = new TreeSet<>(COLOURS);
            colours.removeIf(colour -> random.nextBoolean());
            String name = "q" + i + suffix;
            wanted.put(name, colours.isEmpty() ? Set.copyOf(COLOURS) : colours);
            String policy = "{\"colour\":["
                    + String.join(
                            ",", colours.stream().map(c -> "\"" + c + "\"").toList()) + "]}";
            sns.subscribe(
                    call,
                    new SubscribeInput(
                            topic,
                            "sqs",
                            "arn:aws:sqs:us-east-1:000000000000:" + name,
                            colours.isEmpty()
                                    ? Map.of("RawMessageDelivery", "true")
                                    : Map.of("RawMessageDelivery", "true", "FilterPolicy", policy),
                            true));
        }
        Map<String, List<String>> expected = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            String colour = COLOURS.get(random.nextInt(3));
            String group = "g" + random.nextInt(3);
            String id = "d" + random.nextInt(10);
            String message = group + "/" + i + "/" + colour;
            boolean first = !fifo || known.add(id);
            sns.publish(
                    call,
                    new PublishInput(
                            topic,
                            null,
                            null,
                            message,
                            null,
                            null,
                            Map.of("colour", new MessageAttributeValue("String", colour, null)),
                            fifo ? id : null,
                            fifo ? group : null));
            wanted.forEach((queue, colours) -> {
                if (first && colours.contains(colour)) {
                    expected.computeIfAbsent(queue, name -> new ArrayList<>()).add(message);
                }
            });
        }
        return expected;
    }

    private static void check(
            int seed, boolean fifo, Map<String, List<String>> expected, Map<String, List<String>> taken) {
        assertEquals(sets(expected), sets(taken), "seed " + seed);
        if (fifo) {
            assertEquals(groups(expected), groups(taken), "seed " + seed);
        }
    }

    private static Map<String, List<String>> sets(Map<String, List<String>> messages) {
        Map<String, List<String>> sorted = new TreeMap<>();
        messages.forEach((queue, all) -> sorted.put(queue, all.stream().sorted().toList()));
        return sorted;
    }

    /** Messages by queue and group, in order. */
    private static Map<String, List<String>> groups(Map<String, List<String>> messages) {
        Map<String, List<String>> groups = new TreeMap<>();
        messages.forEach((queue, all) -> all.forEach(
                message -> groups.computeIfAbsent(queue + " " + message.substring(0, 2), key -> new ArrayList<>())
                        .add(message)));
        return groups;
    }
}
