package dev.weir.bench;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.BenchItems;
import dev.weir.bench.report.Memory;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What reading an item costs out of a thousand and out of a million, and what memory those take. */
final class Items {
    static final String NAME = "ddb-items";
    private static final int FEW = 1000;
    private static final int MANY = 1_000_000;
    private static final Duration STEP = Duration.ofMillis(500);

    private final Settings settings;
    private final Subject subject;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();

    Items(Settings settings, Subject subject, Consumer<String> progress) {
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
            BenchItems few = BenchItems.create(subject, settings.connections());
            fill(few, FEW, Duration.ZERO);
            progress.accept(NAME + ": warming up " + subject.name());
            Load.run(subject.address(), few.get(), settings.warmup());
            BenchItems many = BenchItems.create(subject, settings.connections());
            progress.accept(NAME + ": filling " + subject.name());
            fill(many, MANY, STEP);
            hold(String.format(Locale.ROOT, "%,d items of 1 KB", many.items()));
            progress.accept(NAME + ": measuring " + subject.name());
            compare(few, many);
            hold("the same, after gets");
            few.finish();
            many.finish();
        } catch (WrongAnswerException | IOException e) {
            rows.add(Row.without(NAME, subject.name(), String.valueOf(e.getMessage())));
        }
    }

    private void fill(BenchItems items, int count, Duration step) throws IOException {
        while (items.items() < count) {
            Load.run(subject.address(), items.fill(), step);
        }
    }

    private void hold(String with) {
        subject.residentBytes().ifPresent(bytes -> memory.add(new Memory(NAME, subject.name(), with, bytes)));
    }

    /** In turns, so that what else the machine does falls on both alike. */
    private void compare(BenchItems few, BenchItems many) throws IOException {
        List<Step> outOfFew = new ArrayList<>();
        List<Step> outOfMany = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            outOfFew.add(Step.take(subject, few.get(), settings.measure()));
            outOfMany.add(Step.take(subject, many.get(), settings.measure()));
        }
        rows.add(Step.row("ddb-get-1k", subject, outOfFew, 1));
        rows.add(Step.row("ddb-get-1m", subject, outOfMany, 1));
    }
}
