package dev.weir.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What weir is to reach, and whether it did. */
public final class Targets {
    /** Times as many operations as the peer; and at most its share of the peer's processor time. */
    private static final double PEER = 3;

    /** Times as many where the peer is weak: transactions, and one item that all write. */
    private static final double WEAK_PEER = 8;

    private static final double FLOOR = 0.35;
    private static final double EVENTS = 40_000;
    private static final int EVENTS_BATCH = 10;
    private static final double HALF = 0.5;
    /** Calls a second. */
    private static final double STREAM_PUTS = 3000;

    /** Executions of five states a second. */
    private static final double STANDARD = 10_000;

    private static final double EXPRESS = 15_000;
    private static final double ABOVE_MILLIS = 0.5;

    /** How much more a message may cost behind a million others. */
    private static final double FLAT = 1.2;

    private static final double BACKLOG_MEBIBYTES = 500;

    /** How much more a read may cost out of a million items than out of a thousand. */
    private static final double DEEP = 1.3;

    /** How much more a put may cost with a global secondary index. */
    private static final double INDEXED = 1.6;

    private static final double ITEMS_MEBIBYTES = 700;
    private static final double FIRST_INVOKE = 2;
    private static final double START_MILLIS = 300;
    private static final double DEPLOY_MILLIS = 3000;

    private final List<Row> rows;
    private final List<Timing> timings;
    private final List<Memory> memory;
    private final List<Verdict> verdicts = new ArrayList<>();

    private Targets(List<Row> rows, List<Timing> timings, List<Memory> memory) {
        this.rows = rows;
        this.timings = timings;
        this.memory = memory;
    }

    public static List<Verdict> judge(List<Row> rows, List<Timing> timings, List<Memory> memory) {
        Targets targets = new Targets(rows, timings, memory);
        for (String operation : List.of("sqs-send", "sqs-send-batch", "sqs-cycle", "sqs-fifo-cycle")) {
            targets.against(operation, "elasticmq", PEER);
        }
        targets.floor("sqs-send");
        targets.above("sqs-wait", "send to a waiting receiver ≤ 0.5 ms above the floor (p50)");
        targets.flat("sqs-fill", "sending");
        targets.flat("sqs-cycle", "a cycle");
        targets.bounded("sqs-backlog", "memory with 1,000,000 messages", BACKLOG_MEBIBYTES);
        for (String operation : List.of("ddb-put", "ddb-put-gsi", "ddb-get", "ddb-query", "ddb-batch")) {
            targets.against(operation, "dynamodb-local", PEER);
        }
        for (String operation : List.of("ddb-update", "ddb-transact")) {
            targets.against(operation, "dynamodb-local", WEAK_PEER);
        }
        targets.floor("ddb-put");
        targets.floor("ddb-get");
        targets.costs(
                "ddb-put-gsi",
                "ddb-put",
                INDEXED,
                "a put with a global secondary index ≤ 1.60 × the CPU of one without");
        targets.costs(
                "ddb-get-1m", "ddb-get-1k", DEEP, "a get out of 1,000,000 items ≤ 1.30 × the CPU of one out of 1,000");
        targets.bounded("ddb-items", "memory with 1,000,000 items of 1 KB", ITEMS_MEBIBYTES);
        targets.events();
        targets.fanOut();
        targets.atLeast("kinesis-put", STREAM_PUTS, "Kinesis put of 100 records", "calls/s");
        targets.atLeast("sfn-standard", STANDARD, "Standard workflows of five states", "executions/s");
        targets.atLeast("sfn-express", EXPRESS, "synchronous Express workflows of five states", "executions/s");
        targets.above("lambda-invoke", "warm Lambda invoke ≤ 0.5 ms above the floor (p50)");
        targets.firstInvoke();
        targets.atMost("start", START_MILLIS, "exec to first answer with the AOT cache");
        targets.atMost("deploy-orders", DEPLOY_MILLIS, "the orders application deployed");
        return targets.verdicts;
    }

    private void against(String operation, String peerName, double least) {
        Optional<Row> weir = row(operation, "weir");
        Optional<Row> peer = row(operation, peerName);
        String times = operation + " ≥ " + Figures.text(least) + " × " + peerName + " (operations per second)";
        if (weir.isPresent() && peer.isPresent()) {
            double ratio = weir.get().rate() / peer.get().rate();
            add(times, Figures.text(ratio) + " ×", ratio >= least);
        } else {
            notMeasured(times);
        }
        String cpu = operation + " ≤ 1/3 of " + peerName + "'s CPU per operation";
        if (weir.isPresent()
                && peer.isPresent()
                && weir.get().serverCpu().isPresent()
                && peer.get().serverCpu().isPresent()) {
            double share = weir.get().serverCpu().getAsDouble()
                    / peer.get().serverCpu().getAsDouble();
            add(cpu, Figures.text(share) + " of it", share <= 1 / PEER);
        } else {
            notMeasured(cpu);
        }
    }

    private void floor(String operation) {
        Optional<Row> weir = row(operation, "weir");
        Optional<Row> floor = row(operation, "floor");
        String share = operation + " ≥ 35 % of the floor";
        if (weir.isPresent() && floor.isPresent()) {
            double part = weir.get().rate() / floor.get().rate();
            add(share, Figures.text(part * 100) + " %", part >= FLOOR);
        } else {
            notMeasured(share);
        }
    }

    private void events() {
        String target = "events-to-queue ≥ 40,000 events/s, or ≥ 50 % of the floor in batches of ten";
        Optional<Row> weir = row("events-to-queue", "weir");
        Optional<Row> floor = row("events-to-queue", "floor");
        if (weir.isPresent() && floor.isPresent()) {
            double events = weir.get().rate() * EVENTS_BATCH;
            double part = weir.get().rate() / floor.get().rate();
            add(
                    target,
                    Figures.text(events) + " events/s, " + Figures.text(part * 100) + " %",
                    events >= EVENTS || part >= HALF);
        } else {
            notMeasured(target);
        }
    }

    private void fanOut() {
        String target = "topic-to-queues ≥ the rate of sends-to-queues, the same by three sends";
        Optional<Row> topic = row("topic-to-queues", "weir");
        Optional<Row> sends = row("sends-to-queues", "weir");
        if (topic.isPresent() && sends.isPresent()) {
            double ratio = topic.get().rate() / sends.get().rate();
            add(target, Figures.text(ratio) + " ×", ratio >= 1);
        } else {
            notMeasured(target);
        }
    }

    private void atLeast(String operation, double rate, String what, String unit) {
        String target = what + " ≥ " + Figures.text(rate) + " " + unit;
        row(operation, "weir")
                .ifPresentOrElse(
                        weir -> add(target, Figures.text(weir.rate()), weir.rate() >= rate), () -> notMeasured(target));
    }

    private void above(String operation, String target) {
        Optional<Row> weir = row(operation, "weir");
        Optional<Row> floor = row(operation, "floor");
        if (weir.isPresent() && floor.isPresent()) {
            double above = weir.get().p50() - floor.get().p50();
            add(target, Figures.text(above) + " ms", above <= ABOVE_MILLIS);
        } else {
            notMeasured(target);
        }
    }

    private void flat(String operation, String what) {
        costs(
                operation + "-1m",
                operation + "-0",
                FLAT,
                what + " behind 1,000,000 messages ≤ 1.20 × the CPU of an empty queue");
    }

    /** That weir takes at most so many times the processor time for one as for the other. */
    private void costs(String operation, String other, double most, String target) {
        OptionalDouble cpu = cpu(operation);
        OptionalDouble base = cpu(other);
        if (cpu.isPresent() && base.isPresent()) {
            double ratio = cpu.getAsDouble() / base.getAsDouble();
            add(target, Figures.text(ratio) + " ×", ratio <= most);
        } else {
            notMeasured(target);
        }
    }

    private OptionalDouble cpu(String operation) {
        return row(operation, "weir").map(Row::serverCpu).orElse(OptionalDouble.empty());
    }

    private void bounded(String measured, String what, double mebibytes) {
        String target = what + " ≤ " + Figures.text(mebibytes) + " MiB";
        memory.stream()
                .filter(each ->
                        each.measured().equals(measured) && each.server().equals("weir"))
                .mapToDouble(Memory::mebibytes)
                .max()
                .ifPresentOrElse(
                        most -> add(target, Figures.text(most) + " MiB", most <= mebibytes), () -> notMeasured(target));
    }

    private void firstInvoke() {
        String target = "first invoke of a Node function ≤ 2 × `node -e 0`";
        Optional<Timing> first = timing("first-invoke");
        Optional<Timing> node = timing("node");
        if (first.isPresent() && node.isPresent()) {
            double ratio = first.get().median() / node.get().median();
            add(target, Figures.text(ratio) + " ×", ratio <= FIRST_INVOKE);
        } else {
            notMeasured(target);
        }
    }

    private void atMost(String name, double millis, String what) {
        String target = what + " ≤ " + Figures.text(millis) + " ms";
        timing(name)
                .ifPresentOrElse(
                        timing -> add(target, Figures.text(timing.median()) + " ms", timing.median() <= millis),
                        () -> notMeasured(target));
    }

    private void add(String target, String measured, boolean met) {
        verdicts.add(new Verdict(target, measured, met ? Verdict.Outcome.MET : Verdict.Outcome.MISSED));
    }

    private void notMeasured(String target) {
        verdicts.add(new Verdict(target, "–", Verdict.Outcome.NOT_MEASURED));
    }

    private Optional<Row> row(String operation, String server) {
        return rows.stream()
                .filter(row -> row.operation().equals(operation) && row.server().equals(server) && row.isSound())
                .findFirst();
    }

    private Optional<Timing> timing(String name) {
        return timings.stream()
                .filter(timing -> timing.name().equals(name) && !timing.millis().isEmpty())
                .findFirst();
    }
}
