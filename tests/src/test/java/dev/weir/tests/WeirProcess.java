package dev.weir.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** A weir in a process of its own, which a test can kill. */
public final class WeirProcess implements AutoCloseable {
    private final Process process;
    private final URI endpoint;

    private WeirProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts one on a data directory; it takes requests when this returns. */
    public static WeirProcess up(Path data) throws IOException {
        Process process = launch("up", "--port", "0", "--data", data.toString());
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String ready = out.readLine();
        // What it takes up again may have a library say something on the standard error first.
        while (ready != null && !ready.startsWith("ready ")) {
            said.append(ready).append('\n');
            ready = out.readLine();
        }
        if (ready == null) {
            process.destroyForcibly();
            throw new IOException("weir said: " + said);
        }
        return new WeirProcess(process, URI.create(ready.substring("ready ".length())));
    }

    /** Runs the command; what it prints, errors too, can be read from the process. */
    public static Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The JVM says on the standard error that it has picked this up, and what is read here begins with that.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    public static String firstLine(Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    public URI endpoint() {
        return endpoint;
    }

    /** A client of the default account. */
    public <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "weir")))
                .build();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        int unused = process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
