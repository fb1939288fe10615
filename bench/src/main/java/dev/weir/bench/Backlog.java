package dev.weir.bench;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.BenchBacklog;
import dev.weir.bench.operation.SqsSendBatch;
import dev.weir.bench.report.Memory;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
                            NAME,
                            subject.name(),
                            String.format(Locale.ROOT, "a backlog of %,d messages", backlog.messages()),
                            bytes)));
            progress.accept(NAME + ": measuring " + subject.name() + " behind " + backlog.messages() + " messages");
            BenchBacklog empty = BenchBacklog.create(subject, settings.connections());
            compare(empty.cycle(), backlog.cycle());
            subject.residentBytes()
                    .ifPresent(bytes -> memory.add(new Memory(NAME, subject.name(), "the same, after cycles", bytes)));
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
            empty.add(Step.take(subject, inEmpty, settings.measure()));
            full.add(Step.take(subject, behindAll, settings.measure()));
        }
        rows.add(Step.row("sqs-cycle-0", subject, empty, 1));
        rows.add(Step.row("sqs-cycle-1m", subject, full, 1));
    }

    private void fill(BenchBacklog backlog) throws IOException {
        List<Step> steps = new ArrayList<>();
        while (backlog.messages() < MESSAGES) {
            steps.add(Step.take(subject, backlog.fill(), STEP));
        }
        int part = Math.min(STEPS, steps.size());
        rows.add(Step.row("sqs-fill-0", subject, steps.subList(0, part), SqsSendBatch.ENTRIES));
        rows.add(Step.row(
                "sqs-fill-1m", subject, steps.subList(steps.size() - part, steps.size()), SqsSendBatch.ENTRIES));
    }
}
