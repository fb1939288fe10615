package dev.weir.bench;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.operation.BenchFunction;
import dev.weir.bench.operation.BenchStart;
import dev.weir.bench.report.Timing;
import dev.weir.bench.server.Children;
import dev.weir.bench.server.Subject;
import dev.weir.bench.server.WeirServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is timed one by one. */
final class Timings {
    private static final String FIRST = "Invoke of a Node.js function that never ran";
    private static final String NODE = "`node -e 0`, a process";
    private static final String START = "./weir up to its first answer to SendMessage";
    private static final String JVM = "the same without the launcher: java to first answer";
    private static final String DEPLOY = "./weir deploy examples/orders, built before";

    private final Settings settings;
    private final Children children;
    private final WeirServer weir;

    Timings(Settings settings, Children children, WeirServer weir) {
        this.settings = settings;
        this.children = children;
        this.weir = weir;
    }

    /** The first invoke of functions, and a bare start of Node.js in turn with it. */
    List<Timing> firstInvoke(Subject subject) {
        List<Double> first = new ArrayList<>();
        List<Double> node = new ArrayList<>();
        String fault = "";
        try {
            for (int i = 0; i <= settings.repeats(); i++) {
                BenchFunction function = BenchFunction.create(subject);
                double invoke = millis(() -> Load.run(subject.address(), List.of(function.talk()), Duration.ZERO));
                double bare = millis(() -> finish("node", settings.home(), List.of("node", "-e", "0")));
                function.delete();
                // The first of each finds nothing in the caches, weir's own code not even compiled.
                if (i > 0) {
                    first.add(invoke);
                    node.add(bare);
                }
            }
        } catch (IOException | WrongAnswerException e) {
            fault = String.valueOf(e.getMessage());
        }
        return List.of(new Timing("first-invoke", FIRST, first, fault), new Timing("node", NODE, node, fault));
    }

    /** From exec to the first answer, on a store that holds a queue. */
    List<Timing> start() throws IOException {
        Path data = children.directory().resolve("start");
        WeirServer.Running running = weir.start(data);
        if (!weir.hasCache(running)) {
            weir.awaitCache(running);
        }
        BenchStart queue;
        try {
            queue = BenchStart.prepare(running.subject());
        } catch (WrongAnswerException e) {
            weir.stop(running);
            return List.of(Timing.without("start", START, String.valueOf(e.getMessage())));
        }
        weir.stop(running);
        running = weir.start(data);
        boolean cached = weir.hasCache(running);
        Optional<List<String>> command = weir.command(running);
        weir.stop(running);
        List<Double> whole = new ArrayList<>();
        List<Double> jvm = new ArrayList<>();
        for (int i = 0; i < settings.repeats(); i++) {
            whole.add(startOnce(data, List.of(settings.home().resolve("weir").toString()), queue));
            if (command.isPresent()) {
                jvm.add(startOnce(data, command.get(), queue));
            }
        }
        String fault = cached ? "" : "without the AOT cache, which could not be made";
        return List.of(
                new Timing("start", START, whole, fault),
                command.isPresent()
                        ? new Timing("start-java", JVM, jvm, fault)
                        : Timing.without("start-java", JVM, "the system does not tell a process's command line"));
    }

    private double startOnce(Path data, List<String> command, BenchStart queue) throws IOException {
        long start = System.nanoTime();
        WeirServer.Running running = weir.start(data, command);
        Load.run(running.subject().address(), List.of(queue.talk(running.subject())), Duration.ZERO);
        double millis = (System.nanoTime() - start) / 1e6;
        weir.stop(running);
        return millis;
    }

    /** The example, deployed to a weir of its own; the first time builds it and is not counted. */
    Timing deploy() throws IOException {
        Path application = settings.home().resolve("examples").resolve("orders");
        if (!Files.exists(application.resolve("template.yaml"))) {
            return Timing.without("deploy-orders", DEPLOY, "there is no examples/orders");
        }
        List<Double> millis = new ArrayList<>();
        String fault = "";
        for (int i = 0; i <= settings.rounds() && fault.isEmpty(); i++) {
            WeirServer.Running running = weir.start(children.directory().resolve("deploy-" + i));
            String port = Integer.toString(running.endpoint().getPort());
            try {
                double once = millis(() -> finish(
                        "deploy",
                        settings.home(),
                        List.of(
                                settings.home().resolve("weir").toString(),
                                "deploy",
                                application.toString(),
                                "--stack",
                                "orders",
                                "--port",
                                port)));
                if (i > 0) {
                    millis.add(once);
                }
            } catch (IOException e) {
                fault = String.valueOf(e.getMessage());
            } finally {
                weir.stop(running);
            }
        }
        return new Timing("deploy-orders", DEPLOY, millis, fault);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static double millis(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private void finish(String name, Path in, List<String> command) throws IOException {
        Process process = children.startQuietly(name, in, command);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(
                        "`" + String.join(" ", command) + "` ended with " + code + ": " + children.said(name));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            children.stop(process);
        }
    }
}
