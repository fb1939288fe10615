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
                List.of(new Timing("start", "", List.of(280.0, 500.0, 290.0), "")));
        assertEquals(
                new Verdict("sqs-send ≥ 3.00 × elasticmq (operations per second)", "2.80 ×", Verdict.Outcome.MISSED),
                verdicts.get(0));
        assertEquals(
                new Verdict("sqs-send ≤ 1/3 of elasticmq's CPU per operation", "0.32 of it", Verdict.Outcome.MET),
                verdicts.get(1));
        assertEquals(new Verdict("sqs-send ≥ 35 % of the floor", "35.0 %", Verdict.Outcome.MET), verdicts.get(2));
        assertEquals(Verdict.Outcome.NOT_MEASURED, verdicts.get(3).outcome());
        assertTrue(verdicts.contains(
                new Verdict("exec to first answer with the AOT cache ≤ 300 ms", "290 ms", Verdict.Outcome.MET)));
    }

    @Test
    void whatWentWrongIsNoFigure() {
        Row wrong = new Row("ddb-get", "weir", List.of(90_000.0), 1, 1, OptionalDouble.of(1), 1, 1, "the wrong item");
        List<Row> rows = List.of(wrong, row("ddb-get", "dynamodb-local", 7000, 200));
        List<Verdict> verdicts = Targets.judge(rows, List.of());
        assertTrue(verdicts.stream().allMatch(verdict -> verdict.outcome() == Verdict.Outcome.NOT_MEASURED));
        Report report = new Report(Map.of("java", "25"), rows, List.of(), verdicts);
        assertTrue(report.text().contains("WRONG: the wrong item"), report.text());
        assertTrue(report.markdown().contains("| ddb-get | dynamodb-local | 7000 | 7000–7000 |"), report.markdown());
    }

    private static Row row(String operation, String server, double rate, double cpu) {
        return new Row(operation, server, List.of(rate), 1, 2, OptionalDouble.of(cpu), 10, 1000, "");
    }
}
