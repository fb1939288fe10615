package dev.weir.bench.server;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.WrongAnswerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The peers that weir starts itself, each in memory, on a class path of its own that Maven Central fills. */
public final class Peers {
    public static final String ELASTICMQ = "elasticmq";
    public static final String DYNAMODB_LOCAL = "dynamodb-local";
    private static final int ATTEMPTS = 600;

    private final Children children;
    private final Path module;
    private final String java;

    /**
     * @param module the directory of the bench module
     * @param java the JVM to run them on, the one that weir runs on
     */
    public Peers(Children children, Path module, String java) {
        this.children = children;
        this.module = module;
        this.java = java;
    }

    /** ElasticMQ, for SQS. */
    public Subject elasticMq() throws IOException {
        int port = freePort();
        Path settings = children.directory().resolve("elasticmq.conf");
        Files.writeString(settings, """
                include classpath("application.conf")
                node-address { protocol = http, host = "127.0.0.1", port = %1$d, context-path = "" }
                rest-sqs { enabled = true, bind-port = %1$d, bind-hostname = "127.0.0.1", sqs-limits = strict }
                rest-stats { enabled = false }
                """.formatted(port));
        return start(
                ELASTICMQ,
                port,
                "sqs",
                "AmazonSQS.ListQueues",
                List.of(
                        java,
                        "-Dconfig.file=" + settings,
                        "-cp",
                        library(ELASTICMQ) + "/*",
                        "org.elasticmq.server.Main"));
    }

    /** DynamoDB Local, for DynamoDB. */
    public Subject dynamoDbLocal() throws IOException {
        int port = freePort();
        Path library = library(DYNAMODB_LOCAL);
        return start(
                DYNAMODB_LOCAL,
                port,
                "dynamodb",
                "DynamoDB_20120810.ListTables",
                List.of(
                        java,
                        "-Djava.library.path=" + library,
                        "-cp",
                        library + "/*",
                        "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                        "-inMemory",
                        "-port",
                        Integer.toString(port)));
    }

    private Subject start(String name, int port, String service, String probe, List<String> command)
            throws IOException {
        Process process = children.startQuietly(name, children.directory(), command);
        Subject subject =
                new Subject(name, URI.create("http://127.0.0.1:" + port), Set.of(service), process.toHandle());
        Caller caller = new Caller(subject.endpoint());
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try {
                caller.call(service, probe, Caller.object());
                return subject;
            } catch (IOException | WrongAnswerException e) {
                Pause.millis(100);
            }
        }
        throw new IOException(name + " does not start: " + children.said(name));
    }

    /** The directory with a peer's jars, fetched where they are not there or its version has changed. */
    private Path library(String name) throws IOException {
        Path target = module.resolve("target").resolve("peers").resolve(name);
        Path pom = module.resolve("peers").resolve(name).resolve("pom.xml");
        Path stamp = target.resolve("fetched");
        if (Files.exists(stamp) && Files.getLastModifiedTime(stamp).compareTo(Files.getLastModifiedTime(pom)) >= 0) {
            return target;
        }
        Process maven = children.startQuietly(
                name + "-fetch",
                module,
                List.of(
                        "mvn",
                        "-q",
                        "-f",
                        pom.toString(),
                        "dependency:copy-dependencies",
                        "-DoutputDirectory=" + target.toAbsolutePath()));
        try {
            if (maven.waitFor() != 0) {
                throw new IOException(name + " cannot be fetched: " + children.said(name + "-fetch"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Files.writeString(stamp, "");
        return target;
    }

    /** Both tell their port only if they are given one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
