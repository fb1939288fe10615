package dev.weir.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is held against the targets, and how it is printed. */
class TargetsTest {
    @Test
    void ratiosDecide() {
        List<Verdict> verdicts = Targets.judge(
                List.of(
                        row("sqs-send", "floor", 80_000, 11),
                        row("sqs-send", "weir", 28_000, 50),
                        row("sqs-send", "elasticmq", 10_000, 155)),
                List.of(new Timing("start", "", List.of(280.0, 500.0, 290.0), "")),
                List.of());
        assertEquals(
                new Verdict("sqs-send ≥ 3.00 × elasticmq (operations per second)", "2.80 ×", Verdict.Outcome.MISSED),
                verdicts.get(0));
        assertEquals(
                new Verdict("sqs-send ≤ 1/3 of elasticmq's CPU per operation", "0.32 of it", Verdict.Outcome.MET),
                verdicts.get(1));
        assertEquals(Verdict.Outcome.NOT_MEASURED, verdicts.get(2).outcome());
        assertTrue(verdicts.contains(new Verdict("sqs-send ≥ 35 % of the floor", "35.0 %", Verdict.Outcome.MET)));
        assertTrue(verdicts.contains(
                new Verdict("exec to first answer with the AOT cache ≤ 300 ms", "290 ms", Verdict.Outcome.MET)));
    }

    @Test
    void aBacklogIsToCostNoMore() {
        List<Verdict> verdicts = Targets.judge(
                List.of(row("sqs-cycle-0", "weir", 9000, 100), row("sqs-cycle-1m", "weir", 8000, 125)),
                List.of(),
                List.of(
                        new Memory("sqs-backlog", "weir", "a backlog", 400L << 20),
                        new Memory("sqs-backlog", "weir", "after cycles", 450L << 20),
                        new Memory("sqs-backlog", "elasticmq", "a backlog", 3500L << 20)));
        assertTrue(verdicts.contains(new Verdict(
                "a cycle behind 1,000,000 messages ≤ 1.20 × the CPU of an empty queue",
                "1.25 ×",
                Verdict.Outcome.MISSED)));
        assertTrue(verdicts.contains(
                new Verdict("memory with 1,000,000 messages ≤ 500 MiB", "450 MiB", Verdict.Outcome.MET)));
    }

    @Test
    void tablesHaveTargetsOfTheirOwn() {
        List<Verdict> verdicts = Targets.judge(
                List.of(
                        row("ddb-update", "weir", 30_000, 40),
                        row("ddb-update", "dynamodb-local", 5_000, 200),
                        row("ddb-put", "weir", 20_000, 60),
                        row("ddb-put-gsi", "weir", 15_000, 90),
                        row("ddb-get-1k", "weir", 50_000, 28),
                        row("ddb-get-1m", "weir", 40_000, 42)),
                List.of(),
                List.of(
                        new Memory("sqs-backlog", "weir", "a backlog", 400L << 20),
                        new Memory("ddb-items", "weir", "items", 650L << 20)));
        assertTrue(verdicts.contains(new Verdict(
                "ddb-update ≥ 8.00 × dynamodb-local (operations per second)", "6.00 ×", Verdict.Outcome.MISSED)));
        assertTrue(verdicts.contains(new Verdict(
                "a put with a global secondary index ≤ 1.60 × the CPU of one without", "1.50 ×", Verdict.Outcome.MET)));
        assertTrue(verdicts.contains(new Verdict(
                "a get out of 1,000,000 items ≤ 1.30 × the CPU of one out of 1,000",
                "1.50 ×",
                Verdict.Outcome.MISSED)));
        assertTrue(verdicts.contains(
                new Verdict("memory with 1,000,000 messages ≤ 500 MiB", "400 MiB", Verdict.Outcome.MET)));
        assertTrue(verdicts.contains(
                new Verdict("memory with 1,000,000 items of 1 KB ≤ 700 MiB", "650 MiB", Verdict.Outcome.MET)));
    }

    @Test
    void whatWentWrongIsNoFigure() {
        Row wrong = new Row("ddb-get", "weir", List.of(90_000.0), 1, 1, OptionalDouble.of(1), 1, 1, "the wrong item");
        List<Row> rows = List.of(wrong, row("ddb-get", "dynamodb-local", 7000, 200));
        List<Verdict> verdicts = Targets.judge(rows, List.of(), List.of());
        assertTrue(verdicts.stream().allMatch(verdict -> verdict.outcome() == Verdict.Outcome.NOT_MEASURED));
        Report report = new Report(Map.of("java", "25"), rows, List.of(), List.of(), verdicts);
        assertTrue(report.text().contains("WRONG: the wrong item"), report.text());
        assertTrue(report.markdown().contains("| ddb-get | dynamodb-local | 7000 | 7000–7000 |"), report.markdown());
    }

    private static Row row(String operation, String server, double rate, double cpu) {
        return new Row(operation, server, List.of(rate), 1, 2, OptionalDouble.of(cpu), 10, 1000, "");
    }
}
