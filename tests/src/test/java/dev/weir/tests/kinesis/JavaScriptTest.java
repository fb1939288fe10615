package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The SDK for JavaScript in a Node.js process of its own: JSON, and events over HTTP/2. */
@ExtendWith(WeirExtension.class)
class JavaScriptTest {
    private static final String SDK = "@aws-sdk/client-kinesis";
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "weir", "test-node-kinesis");

    private record Ended(int code, String said) {}

    private static Ended run(List<String> command) throws InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(CACHE.toFile()).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "000000000000");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "x");
        builder.environment().put("NODE_NO_WARNINGS", "1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Ended(process.exitValue(), said);
        } catch (IOException e) {
            return new Ended(127, String.valueOf(e.getMessage()));
        }
    }

    @Test
    void readsAndSubscribes(WeirServer weir) throws Exception {
        Files.createDirectories(CACHE);
        assumeTrue(run(List.of("node", "--version")).code == 0, "needs Node.js");
        boolean fetched = Files.isDirectory(CACHE.resolve("node_modules/" + SDK))
                || run(List.of("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", SDK)).code == 0;
        assumeTrue(fetched, "needs " + SDK + " from npm, whose registry cannot be reached");
        Path script = CACHE.resolve("consume.mjs");
        try (InputStream source = JavaScriptTest.class.getResourceAsStream("consume.mjs")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Ended ended = run(List.of("node", script.toString(), weir.endpoint().toString(), weir.region()));
        assertEquals(
                "{\"failed\":0,\"read\":[\"one\",\"two\",\"three\"],\"arrived\":true,"
                        + "\"pushed\":[\"one\",\"two\",\"three\"]}",
                ended.said.strip());
    }
}
