package dev.weir.services.states.execution;

import dev.weir.api.states.HistoryEvent;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.language.DefinitionReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Runs a definition to its end on a clock of its own; tasks are answered by the test. */
final class Simulator {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final List<HistoryEvent> history = new ArrayList<>();
    Outcome outcome;
    Instant now = START;
    private final Deque<Effects.Task> tasks = new ArrayDeque<>();
    private final TreeMap<Instant, List<int[]>> timers = new TreeMap<>();
    private final DefinitionReader.Reading reading;
    private final Facts facts;
    /** How many values beside the outermost the last step kept. */
    int written;

    private final Kept parts = new Kept();
    private byte[] progress = new Progress().bytes();

    /** An answer of a task: a result, or an error. */
    record Answer(JsonNode result, String error, String cause) {}

    Simulator(String definition, String input) {
        reading = DefinitionReader.read(definition.replace('`', '"'), false);
        if (!reading.fine()) {
            throw new IllegalArgumentException(reading.diagnostics().toString());
        }
        facts = new Facts(
                "arn:aws:states:us-east-1:000000000000:execution:machine:run",
                "run",
                Data.parse(input.replace('`', '"')),
                "arn:aws:iam::000000000000:role/r",
                "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
                "machine",
                "us-east-1",
                START,
                null,
                null,
                0,
                null);
    }

    Simulator run(Function<Effects.Task, Answer> world) {
        step(Run::start);
        while (outcome == null) {
            if (!tasks.isEmpty()) {
                Effects.Task task = tasks.remove();
                Answer answer = world.apply(task);
                if (answer != null) {
                    step(
                            answer.error() == null
                                    ? run -> run.succeeded(task.frame(), task.sequence(), answer.result())
                                    : run -> run.failed(task.frame(), task.sequence(), answer.error(), answer.cause()));
                }
            } else {
                var next = timers.pollFirstEntry();
                if (next == null) {
                    throw new IllegalStateException("stuck");
                }
                now = next.getKey();
                next.getValue().forEach(each -> step(run -> run.fire(each[0], each[1])));
            }
        }
        return this;
    }

    /** Every step goes through what the store would keep. */
    private void step(java.util.function.Consumer<Run> what) {
        Progress kept = Progress.of(progress, parts);
        what.accept(new Run(reading.definition(), facts, kept, new Recorder(), now, new Seeded()));
        progress = kept.bytes();
        written = 0;
        kept.changes((part, value) -> {
            if (value == null) {
                parts.kept.remove(part);
            } else {
                written++;
                parts.kept.put(part, value);
            }
        });
    }

    private static final class Kept implements Progress.Parts {
        private final Map<Progress.Part, byte[]> kept = new HashMap<>();

        @Override
        public byte[] get(Progress.Part part) {
            return kept.get(part);
        }

        @Override
        public List<byte[]> frames(int after, int limit) {
            return kept.entrySet().stream()
                    .filter(each -> each.getKey().kind() == Progress.Kind.FRAME)
                    .filter(each -> each.getKey().frame() > after)
                    .sorted(Comparator.comparing(each -> each.getKey().frame()))
                    .limit(limit)
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    List<String> types() {
        return history.stream().map(HistoryEvent::type).toList();
    }

    private final class Recorder implements Effects {
        @Override
        public void event(HistoryEvent event) {
            history.add(event);
        }

        @Override
        public void timer(int frame, int sequence, Instant due) {
            timers.computeIfAbsent(due, any -> new ArrayList<>()).add(new int[] {frame, sequence});
        }

        @Override
        public void task(Task task) {
            tasks.add(task);
        }

        @Override
        public void ended(Outcome how) {
            outcome = how;
        }
    }

    private static final class Seeded implements Chance {
        private final SplittableRandom random = new SplittableRandom(1);

        @Override
        public double number() {
            return random.nextDouble();
        }

        @Override
        public String uuid() {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
    }
}
