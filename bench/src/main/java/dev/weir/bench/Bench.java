package dev.weir.bench;

import dev.weir.bench.operation.DdbBatch;
import dev.weir.bench.operation.DdbGet;
import dev.weir.bench.operation.DdbPut;
import dev.weir.bench.operation.DdbQuery;
import dev.weir.bench.operation.DdbTransact;
import dev.weir.bench.operation.DdbUpdate;
import dev.weir.bench.operation.EventsToQueue;
import dev.weir.bench.operation.KinesisGet;
import dev.weir.bench.operation.KinesisPut;
import dev.weir.bench.operation.LambdaInvoke;
import dev.weir.bench.operation.Operation;
import dev.weir.bench.operation.SqsCycle;
import dev.weir.bench.operation.SqsSend;
import dev.weir.bench.operation.SqsSendBatch;
import dev.weir.bench.operation.SqsWait;
import dev.weir.bench.operation.TopicToQueues;
import dev.weir.bench.operation.WorkflowRun;
import dev.weir.bench.report.Memory;
import dev.weir.bench.report.Report;
import dev.weir.bench.report.Row;
import dev.weir.bench.report.Targets;
import dev.weir.bench.report.Timing;
import dev.weir.bench.server.Children;
import dev.weir.bench.server.FloorServer;
import dev.weir.bench.server.Peers;
import dev.weir.bench.server.Subject;
import dev.weir.bench.server.WeirServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A whole run. */
final class Bench {
    static final List<Operation> OPERATIONS = List.of(
            new SqsSend(),
            new SqsSendBatch(),
            new SqsCycle(false),
            new SqsCycle(true),
            new SqsWait(),
            new EventsToQueue(),
            new TopicToQueues(false),
            new TopicToQueues(true),
            new DdbPut(false),
            new DdbPut(true),
            new DdbGet(),
            new DdbUpdate(),
            new DdbQuery(),
            new DdbBatch(),
            new DdbTransact(),
            new KinesisPut(),
            new KinesisGet(),
            new WorkflowRun(false),
            new WorkflowRun(true),
            new LambdaInvoke());

    /** What is measured in other ways: one by one, or on a server of its own. */
    static final List<String> OTHERS = List.of("first-invoke", "start", "deploy-orders", Backlog.NAME, Items.NAME);

    private final Settings settings;
    private final Children children;
    private final Consumer<String> progress;

    Bench(Settings settings, Children children, Consumer<String> progress) {
        this.settings = settings;
        this.children = children;
        this.progress = progress;
    }

    Report run() throws IOException {
        WeirServer server = new WeirServer(children, settings.home());
        Timings timings = new Timings(settings, children, server);
        List<Row> rows = new ArrayList<>();
        List<Timing> times = new ArrayList<>();
        // First what a JVM under load beside it would disturb.
        if (settings.wants("start")) {
            progress.accept("start");
            times.addAll(timings.start());
        }
        if (settings.wants("deploy-orders")) {
            progress.accept("deploy-orders");
            times.add(timings.deploy());
        }
        List<Operation> operations = OPERATIONS.stream()
                .filter(operation -> settings.wants(operation.name()))
                .toList();
        if (!operations.isEmpty() || settings.wants("first-invoke")) {
            WeirServer.Running running = server.start(children.directory().resolve("data"));
            if (!server.hasCache(running)) {
                // Its making must not run beside what is measured.
                server.awaitCache(running);
            }
            if (settings.wants("first-invoke")) {
                progress.accept("first-invoke");
                times.addAll(timings.firstInvoke(running.subject()));
            }
            if (!operations.isEmpty()) {
                rows.addAll(load(running.subject(), operations));
            }
            server.stop(running);
        }
        List<Memory> memory = new ArrayList<>();
        if (settings.wants(Backlog.NAME)) {
            alone(server, "backlog", Peers::elasticMq, subject -> {
                Backlog backlog = new Backlog(settings, subject, progress);
                backlog.run();
                rows.addAll(backlog.rows());
                memory.addAll(backlog.memory());
            });
        }
        if (settings.wants(Items.NAME)) {
            alone(server, "items", Peers::dynamoDbLocal, subject -> {
                Items items = new Items(settings, subject, progress);
                items.run();
                rows.addAll(items.rows());
                memory.addAll(items.memory());
            });
        }
        return new Report(circumstances(), rows, times, memory, Targets.judge(rows, times, memory));
    }

    /** How a peer is started. */
    @FunctionalInterface
    private interface Peer {
        Subject start(Peers peers) throws IOException;
    }

    /** Each on a server of its own that has done nothing else; the peer last, since it stays as large as it grows. */
    private void alone(WeirServer server, String directory, Peer peer, Consumer<Subject> measuring) throws IOException {
        WeirServer.Running running = server.start(children.directory().resolve(directory));
        if (!server.hasCache(running)) {
            server.awaitCache(running);
        }
        measuring.accept(running.subject());
        server.stop(running);
        if (settings.withPeers()) {
            measuring.accept(peer.start(peers()));
        }
    }

    private Peers peers() {
        return new Peers(children, settings.home().resolve("bench"), java());
    }

    private List<Row> load(Subject weir, List<Operation> operations) throws IOException {
        List<Subject> subjects = new ArrayList<>(List.of(floor(), weir));
        subjects.addAll(settings.peers());
        if (settings.withPeers()) {
            Peers peers = peers();
            if (operations.stream().anyMatch(operation -> operation.service().equals("sqs"))) {
                progress.accept("starting ElasticMQ");
                subjects.add(peers.elasticMq());
            }
            if (operations.stream().anyMatch(operation -> operation.service().equals("dynamodb"))) {
                progress.accept("starting DynamoDB Local");
                subjects.add(peers.dynamoDbLocal());
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Operation operation : operations) {
            rows.addAll(new Rounds(settings, operation, progress)
                    .run(subjects.stream()
                            .filter(subject -> subject.serves(operation.service()))
                            .toList()));
        }
        return rows;
    }

    private Subject floor() throws IOException {
        Process process = children.start(
                Subject.FLOOR,
                Path.of("").toAbsolutePath(),
                List.of(
                        java(),
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloorServer.class.getName()));
        URI endpoint = URI.create(children.awaitLine(Subject.FLOOR, process, "ready "));
        return new Subject(Subject.FLOOR, endpoint, Set.of(), process.toHandle());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Map<String, String> circumstances() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        about.put("java", System.getProperty("java.runtime.version"));
        about.put("connections", settings.connections() + " (lambda-invoke, sqs-wait: 1)");
        about.put(
                "rounds",
                settings.rounds() + " of " + settings.measure().toMillis() / 1000.0 + " s, after "
                        + settings.warmup().toMillis() / 1000.0 + " s of warm-up");
        about.put("weir", "durable store (a kill loses nothing acknowledged); peers that it starts: in memory");
        return about;
    }
}
