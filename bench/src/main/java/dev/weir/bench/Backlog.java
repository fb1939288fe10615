package dev.weir.bench;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.Sample;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.BenchBacklog;
import dev.weir.bench.operation.SqsSendBatch;
import dev.weir.bench.report.Figures;
import dev.weir.bench.report.Memory;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * What a message costs in an empty queue, and what behind a million others; and what memory those take. Filling is
 * compared between its beginning and its end, a message's whole life between the full queue and an empty one beside it.
 */
final class Backlog {
    static final String NAME = "sqs-backlog";
    private static final long MESSAGES = 1_000_000;
    private static final Duration STEP = Duration.ofMillis(500);

    /** The first and the last so many steps of filling are compared. */
    private static final int STEPS = 4;

    private final Settings settings;
    private final Subject subject;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();

    Backlog(Settings settings, Subject subject, Consumer<String> progress) {
        this.settings = settings;
        this.subject = subject;
        this.progress = progress;
    }

    List<Row> rows() {
        return rows;
    }

    List<Memory> memory() {
        return memory;
    }

    void run() {
        try {
            progress.accept(NAME + ": warming up " + subject.name());
            BenchBacklog scratch = BenchBacklog.create(subject, settings.connections());
            Load.run(subject.address(), scratch.cycle(), settings.warmup());
            Load.run(subject.address(), scratch.fill(), settings.warmup().dividedBy(3));
            scratch.finish();
            BenchBacklog backlog = BenchBacklog.create(subject, settings.connections());
            progress.accept(NAME + ": filling " + subject.name());
            fill(backlog);
            subject.residentBytes()
                    .ifPresent(bytes -> memory.add(new Memory(
                            subject.name(), "a backlog of " + backlog.messages() / 1000 + ",000 messages", bytes)));
            progress.accept(NAME + ": measuring " + subject.name() + " behind " + backlog.messages() + " messages");
            BenchBacklog empty = BenchBacklog.create(subject, settings.connections());
            compare(empty.cycle(), backlog.cycle());
            subject.residentBytes()
                    .ifPresent(bytes -> memory.add(new Memory(subject.name(), "the same, after cycles", bytes)));
            empty.finish();
            backlog.finish();
        } catch (WrongAnswerException | IOException e) {
            rows.add(Row.without(NAME, subject.name(), String.valueOf(e.getMessage())));
        }
    }

    /** In turns, so that what else the machine does falls on both alike. */
    private void compare(List<? extends Talk> inEmpty, List<? extends Talk> behindAll) throws IOException {
        List<Step> empty = new ArrayList<>();
        List<Step> full = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            empty.add(step(inEmpty, settings.measure()));
            full.add(step(behindAll, settings.measure()));
        }
        rows.add(row("sqs-cycle-0", empty, 1));
        rows.add(row("sqs-cycle-1m", full, 1));
    }

    private void fill(BenchBacklog backlog) throws IOException {
        List<Step> steps = new ArrayList<>();
        while (backlog.messages() < MESSAGES) {
            steps.add(step(backlog.fill(), STEP));
        }
        int part = Math.min(STEPS, steps.size());
        rows.add(row("sqs-fill-0", steps.subList(0, part), SqsSendBatch.ENTRIES));
        rows.add(row("sqs-fill-1m", steps.subList(steps.size() - part, steps.size()), SqsSendBatch.ENTRIES));
    }

    private record Step(Sample sample, Optional<Duration> cpu) {}

    private Step step(List<? extends Talk> talks, Duration duration) throws IOException {
        Optional<Duration> before = subject.cpu();
        Sample sample = Load.run(subject.address(), talks, duration);
        return new Step(sample, before.flatMap(begun -> subject.cpu().map(ended -> ended.minus(begun))));
    }

    /** @param messages of an operation; figures are a message's, but for latencies, which are an operation's */
    private Row row(String name, List<Step> steps, int messages) {
        Histogram latencies = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
        List<Double> rates = new ArrayList<>();
        List<Double> server = new ArrayList<>();
        List<Double> client = new ArrayList<>();
        for (Step step : steps) {
            double count = step.sample.operations() * (double) messages;
            latencies.add(step.sample.latencies());
            rates.add(step.sample.rate() * messages);
            client.add(step.sample.clientCpu().toNanos() / 1e3 / count);
            step.cpu.ifPresent(cpu -> server.add(cpu.toNanos() / 1e3 / count));
        }
        return new Row(
                name,
                subject.name(),
                rates,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                server.size() == steps.size() ? OptionalDouble.of(Figures.median(server)) : OptionalDouble.empty(),
                Figures.median(client),
                latencies.getTotalCount() * messages,
                "");
    }
}
