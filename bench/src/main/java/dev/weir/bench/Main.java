package dev.weir.bench;

import dev.weir.bench.report.Report;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Children;
import dev.weir.bench.server.Subject;
import dev.weir.kernel.runtime.Kernels;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code weir bench}, a process of its own. Exit codes: 0 measured, 1 weir answered wrongly, 2 wrong usage. */
@Command(
        name = "weir bench",
        description = "Measures weir beside its floor (its HTTP server answering nothing) and its peers.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    @Option(
            names = "--warmup",
            defaultValue = "30s",
            converter = Seconds.class,
            description = "before each operation, on each server (default: ${DEFAULT-VALUE})")
    Duration warmup = Duration.ofSeconds(30);

    @Option(
            names = "--measure",
            defaultValue = "5s",
            converter = Seconds.class,
            description = "how long a round lasts (default: ${DEFAULT-VALUE})")
    Duration measure = Duration.ofSeconds(5);

    @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    int rounds = 3;

    @Option(names = "--connections", defaultValue = "16", description = "default: ${DEFAULT-VALUE}")
    int connections = 16;

    @Option(
            names = "--repeats",
            defaultValue = "10",
            description = "of what is timed one by one, starts and first invokes (default: ${DEFAULT-VALUE})")
    int repeats = 10;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "sqs-send, sqs-send-batch, sqs-cycle, sqs-fifo-cycle, sqs-wait, sqs-backlog, events-to-queue,"
                    + " topic-to-queues, sends-to-queues, ddb-put, ddb-put-gsi, ddb-get, ddb-update, ddb-query, ddb-batch,"
                    + " ddb-transact, ddb-items, kinesis-put, kinesis-get, sfn-standard, sfn-express, lambda-invoke,"
                    + " first-invoke, start, deploy-orders")
    Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--peer",
            paramLabel = "NAME=ENDPOINT[,PID]",
            description = "a server that runs already; with its process id, its CPU time is measured too")
    Map<String, String> peers = Map.of();

    @Option(names = "--with-peers", description = "start ElasticMQ and DynamoDB Local, fetched from Maven Central")
    boolean withPeers;

    @Option(names = "--json", paramLabel = "FILE", description = "write all figures there")
    @Nullable
    Path json;

    @Option(names = "--markdown", description = "print the tables as Markdown")
    boolean markdown;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    command.getErr().println("weir bench: " + exception.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Set<String> unknown = new TreeSet<>(only);
        Bench.OPERATIONS.forEach(operation -> unknown.remove(operation.name()));
        Bench.OTHERS.forEach(unknown::remove);
        if (!unknown.isEmpty() || rounds < 1 || connections < 1 || repeats < 1 || measure.isZero()) {
            System.err.println("weir bench: "
                    + (unknown.isEmpty()
                            ? "--rounds, --connections, --repeats and --measure must be more than nothing"
                            : "--only does not know " + String.join(", ", unknown)));
            return 2;
        }
        Path home =
                Path.of(System.getProperty("weir.home", ".")).toAbsolutePath().normalize();
        Path directory = Files.createTempDirectory("weir-bench-");
        Children children = new Children(directory);
        // On Ctrl-C too.
        Kernels.onExit(() -> {
            children.close();
            delete(directory);
        });
        List<Subject> named = peers.entrySet().stream()
                .map(peer -> peer(peer.getKey(), peer.getValue()))
                .toList();
        Settings settings = new Settings(home, warmup, measure, rounds, connections, repeats, only, named, withPeers);
        Report report = new Bench(settings, children, line -> System.err.println("bench: " + line)).run();
        System.out.print(markdown ? report.markdown() : report.text());
        System.out.flush();
        Path file = json;
        if (file != null) {
            Files.writeString(file, report.json());
        }
        boolean wrong = report.rows().stream()
                .filter(row -> row.server().equals(Subject.WEIR))
                .map(Row::fault)
                .anyMatch(fault -> !fault.isEmpty());
        return wrong ? 1 : 0;
    }

    private static Subject peer(String name, String where) {
        int comma = where.lastIndexOf(',');
        URI endpoint = URI.create(comma < 0 ? where : where.substring(0, comma));
        ProcessHandle process = comma < 0
                ? null
                : ProcessHandle.of(Long.parseLong(where.substring(comma + 1))).orElse(null);
        return new Subject(name, endpoint, Set.of(), process);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println("weir bench: " + directory + " is left behind: " + e.getMessage());
        }
    }

    /** {@code 30s}, {@code 500ms}, {@code 2m}. */
    static final class Seconds implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d+)(ms|s|m)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("`" + text + "` is no duration such as 30s, 500ms or 2m");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
