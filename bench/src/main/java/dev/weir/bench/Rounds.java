package dev.weir.bench;

import dev.weir.bench.load.Sample;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.Operation;
import dev.weir.bench.operation.Work;
import dev.weir.bench.report.Figures;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One operation on several servers in turn, so that what else the machine does falls on all of them alike. */
final class Rounds {
    private final Settings settings;
    private final Operation operation;
    private final Consumer<String> progress;
    private final Map<Subject, Tally> tallies = new LinkedHashMap<>();

    Rounds(Settings settings, Operation operation, Consumer<String> progress) {
        this.settings = settings;
        this.operation = operation;
        this.progress = progress;
    }

    List<Row> run(List<Subject> subjects) {
        for (Subject subject : subjects) {
            Tally tally = new Tally(subject);
            tallies.put(subject, tally);
            progress.accept(operation.name() + ": warming up " + subject.name());
            tally.stretch(settings.warmup(), false);
        }
        List<Tally> order = new ArrayList<>(tallies.values());
        for (int round = 0; round < settings.rounds(); round++) {
            progress.accept(operation.name() + ": round " + (round + 1) + " of " + settings.rounds());
            for (Tally tally : order) {
                tally.stretch(settings.measure(), true);
            }
            // Nobody always comes after the same neighbour.
            order.add(order.removeFirst());
        }
        return tallies.values().stream().map(Tally::row).toList();
    }

    /** One server's rounds. */
    private final class Tally {
        private final Subject subject;
        private final Histogram latencies = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> serverCpu = new ArrayList<>();
        private final List<Double> clientCpu = new ArrayList<>();
        private String fault = "";

        Tally(Subject subject) {
            this.subject = subject;
        }

        void stretch(Duration duration, boolean counts) {
            if (!fault.isEmpty() || duration.isZero()) {
                return;
            }
            try {
                int connections = operation.connections(settings.connections());
                Work work = subject.name().equals(Subject.FLOOR)
                        ? operation.floor(subject, connections)
                        : operation.prepare(subject, connections);
                Optional<Duration> before = subject.cpu();
                Sample sample = work.run(subject.address(), duration);
                Optional<Duration> after = subject.cpu();
                work.finish();
                if (counts) {
                    add(sample, before.orElse(null), after.orElse(null));
                }
            } catch (WrongAnswerException | IOException e) {
                fault = String.valueOf(e.getMessage());
            }
        }

        private void add(Sample sample, @Nullable Duration before, @Nullable Duration after) {
            latencies.add(sample.latencies());
            rates.add(sample.rate());
            clientCpu.add(sample.clientCpu().toNanos() / 1e3 / sample.operations());
            if (before != null && after != null) {
                serverCpu.add(after.minus(before).toNanos() / 1e3 / sample.operations());
            }
        }

        Row row() {
            if (rates.isEmpty()) {
                return Row.without(operation.name(), subject.name(), fault);
            }
            return new Row(
                    operation.name(),
                    subject.name(),
                    List.copyOf(rates),
                    latencies.getValueAtPercentile(50) / 1e6,
                    latencies.getValueAtPercentile(99) / 1e6,
                    serverCpu.size() == rates.size()
                            ? OptionalDouble.of(Figures.median(serverCpu))
                            : OptionalDouble.empty(),
                    Figures.median(clientCpu),
                    latencies.getTotalCount(),
                    fault);
        }
    }
}
