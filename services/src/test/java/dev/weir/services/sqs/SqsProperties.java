package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sqs.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random lives of queues, on a clock that stands still, against a model that does all the slow and simple way. */
class SqsProperties {
    private static final int VISIBILITY = 10;
    private static final int MAX_RECEIVES = 3;
    private static final long DEDUPLICATION = Duration.ofMinutes(5).toMillis();

    /** What may happen to a queue. */
    enum Kind {
        SEND,
        RECEIVE,
        DELETE,
        RELEASE,
        EXTEND,
        WAIT,
        LONG_WAIT,
        RESTART
    }

    /** @param number chooses: a group, how many to receive, which message, how many seconds */
    record Step(Kind kind, int number) {}

    /** A message as the model sees it. */
    private static final class Model {
        final String body;
        final String group;
        long visibleAt;
        int receives;

        @Nullable
        Message last;

        Model(String body, String group) {
            this.body = body;
            this.group = group;
        }

        void received(Message message, long now) {
            receives++;
            visibleAt = now + VISIBILITY * 1000L;
            last = message;
            assertEquals(
                    Integer.toString(receives),
                    Objects.requireNonNull(message.attributes()).get("ApproximateReceiveCount"));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(7, Kind.SEND),
                Tuple.of(7, Kind.RECEIVE),
                Tuple.of(4, Kind.DELETE),
                Tuple.of(2, Kind.RELEASE),
                Tuple.of(2, Kind.EXTEND),
                Tuple.of(4, Kind.WAIT),
                Tuple.of(1, Kind.LONG_WAIT),
                Tuple.of(1, Kind.RESTART));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Property(tries = 1000)
    void aFifoQueueGivesEachGroupInOrderAndTakesNothingTwice(@ForAll("steps") List<Step> steps) {
        try (SqsWorld world = new SqsWorld(steps.hashCode())) {
            String url = world.queue("q.fifo", Map.of("FifoQueue", "true", "VisibilityTimeout", "" + VISIBILITY));
            Map<String, List<Model>> groups = new LinkedHashMap<>();
            Map<String, Long> taken = new HashMap<>();
            for (Step step : steps) {
                long now = world.kernel.clock().millis();
                switch (step.kind()) {
                    case SEND -> {
                        Model message = new Model("m" + step.number() % 30, "g" + step.number() % 3);
                        world.send(url, message.body, message.group, message.body);
                        if (now - taken.getOrDefault(message.body, -DEDUPLICATION) >= DEDUPLICATION) {
                            taken.put(message.body, now);
                            groups.computeIfAbsent(message.group, g -> new ArrayList<>())
                                    .add(message);
                        }
                    }
                    case RECEIVE -> receiveFifo(world, url, groups, 1 + step.number() % 10, now);
                    default ->
                        act(world, url, step, all(groups))
                                .ifPresent(gone -> Objects.requireNonNull(groups.get(gone.group))
                                        .remove(gone));
                }
                assertEquals(all(groups).size(), count(world, url), step.toString());
            }
        }
    }

    /** Each group gives the messages at its head that are visible, and no group is passed over while there is room. */
    private static void receiveFifo(SqsWorld world, String url, Map<String, List<Model>> groups, int max, long now) {
        List<Message> received = world.receive(url, max);
        Map<String, List<Message>> byGroup = new LinkedHashMap<>();
        for (Message message : received) {
            String group = Objects.requireNonNull(message.attributes()).get("MessageGroupId");
            byGroup.computeIfAbsent(Objects.requireNonNull(group), g -> new ArrayList<>())
                    .add(message);
        }
        groups.forEach((group, expected) -> {
            List<Message> given = byGroup.getOrDefault(group, List.of());
            int ready = 0;
            while (ready < expected.size() && expected.get(ready).visibleAt <= now) {
                ready++;
            }
            assertTrue(given.size() <= ready, group);
            assertTrue(received.size() == max || given.size() == ready, group);
            for (int i = 0; i < given.size(); i++) {
                assertEquals(expected.get(i).body, given.get(i).body());
                expected.get(i).received(given.get(i), now);
            }
        });
    }

    @Property(tries = 1000)
    void aStandardQueueLosesNothingAndRepeatsOnlyWhatCameBack(@ForAll("steps") List<Step> steps) {
        try (SqsWorld world = new SqsWorld(steps.hashCode())) {
            String dead = world.queue("dead", Map.of());
            String redrive =
                    "{\"deadLetterTargetArn\":\"" + world.arn("dead") + "\",\"maxReceiveCount\":" + MAX_RECEIVES + "}";
            String url = world.queue("q", Map.of("VisibilityTimeout", "" + VISIBILITY, "RedrivePolicy", redrive));
            Map<String, Model> live = new LinkedHashMap<>();
            Set<String> buried = new HashSet<>();
            int sent = 0;
            for (Step step : steps) {
                long now = world.kernel.clock().millis();
                switch (step.kind()) {
                    case SEND -> {
                        Model message = new Model("m" + sent++, "");
                        world.send(url, message.body);
                        live.put(message.body, message);
                    }
                    case RECEIVE -> {
                        receiveStandard(world, url, live, 1 + step.number() % 10, now);
                        drain(world, dead).forEach(body -> {
                            Model model = Objects.requireNonNull(live.remove(body), body);
                            assertEquals(MAX_RECEIVES, model.receives);
                            assertTrue(model.visibleAt <= now);
                            assertTrue(buried.add(body));
                        });
                    }
                    default ->
                        act(world, url, step, List.copyOf(live.values())).ifPresent(gone -> live.remove(gone.body));
                }
                assertEquals(live.size(), count(world, url), step.toString());
            }
        }
    }

    private static void receiveStandard(SqsWorld world, String url, Map<String, Model> live, int max, long now) {
        List<Message> received = world.receive(url, max);
        Set<String> bodies = new HashSet<>(SqsWorld.bodies(received));
        assertEquals(received.size(), bodies.size());
        long ready = live.values().stream()
                .filter(message -> message.visibleAt <= now && message.receives < MAX_RECEIVES)
                .count();
        assertEquals(Math.min(max, ready), received.size());
        for (Message message : received) {
            Model model = Objects.requireNonNull(live.get(message.body()), message.body());
            assertTrue(model.visibleAt <= now && model.receives < MAX_RECEIVES);
            model.received(message, now);
        }
    }

    /** What is the same for both kinds; answers with the message that was deleted. */
    private static Optional<Model> act(SqsWorld world, String url, Step step, List<Model> all) {
        long now = world.kernel.clock().millis();
        List<Model> inFlight = all.stream()
                .filter(message -> message.last != null && message.visibleAt > now)
                .toList();
        switch (step.kind()) {
            case WAIT -> world.advance(Duration.ofSeconds(1 + step.number() % 12));
            case LONG_WAIT -> world.advance(Duration.ofSeconds(200 + step.number()));
            case RESTART -> world.forget();
            case SEND, RECEIVE -> throw new IllegalArgumentException("not the same for both kinds");
            case DELETE, RELEASE, EXTEND -> {
                if (inFlight.isEmpty()) {
                    return Optional.empty();
                }
                Model message = inFlight.get(step.number() % inFlight.size());
                Message last = Objects.requireNonNull(message.last);
                if (step.kind() == Kind.DELETE) {
                    world.delete(url, last);
                    return Optional.of(message);
                }
                int seconds = step.kind() == Kind.RELEASE ? 0 : 1 + step.number() % 30;
                world.visibility(url, last, seconds);
                message.visibleAt = now + seconds * 1000L;
            }
        }
        return Optional.empty();
    }

    private static List<Model> all(Map<String, List<Model>> groups) {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static int count(SqsWorld world, String url) {
        Map<String, String> attributes = world.attributes(url);
        int count = 0;
        for (String name : List.of("", "NotVisible", "Delayed")) {
            count += Integer.parseInt(Objects.requireNonNull(attributes.get("ApproximateNumberOfMessages" + name)));
        }
        return count;
    }

    private static Set<String> drain(SqsWorld world, String url) {
        Set<String> bodies = new HashSet<>();
        for (List<Message> some = world.receive(url, 10); !some.isEmpty(); some = world.receive(url, 10)) {
            bodies.addAll(SqsWorld.bodies(some));
            some.forEach(message -> world.delete(url, message));
        }
        return bodies;
    }
}
