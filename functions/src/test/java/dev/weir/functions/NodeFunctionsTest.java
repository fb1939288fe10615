package dev.weir.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFunctionsTest {
    Bench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void answersAndStaysWarm() {
        FunctionSpec spec = Bench.spec(
                "nodejs20.x",
                "index.handler",
                Bench.file(
                        "index.js",
                        "let n = 0; exports.handler = async (event, context) => {"
                                + " console.log('got', event.x, 'and\\nmore');"
                                + " return { n: ++n, x: event.x, greeting: process.env.GREETING, id: context.awsRequestId,"
                                + " left: context.getRemainingTimeInMillis() > 2000, trace: process.env._X_AMZN_TRACE_ID } }"));
        Result first = bench.invoke(spec, "{\"x\":\"ä\"}");
        assertNull(first.error(), Bench.text(first));
        assertNotNull(first.init());
        assertTrue(
                Bench.text(first).startsWith("{\"n\":1,\"x\":\"ä\",\"greeting\":\"hello\",\"id\":\""),
                Bench.text(first));
        assertTrue(Bench.text(first).contains("\"left\":true,\"trace\":\"Root=1-"), Bench.text(first));
        Result second = bench.invoke(spec, "{\"x\":1}");
        assertNull(second.init());
        assertTrue(Bench.text(second).startsWith("{\"n\":2"), Bench.text(second));
        List<String> log = bench.log();
        assertTrue(log.get(0).startsWith("INIT_START Runtime Version: nodejs20.x"), log.toString());
        assertTrue(log.get(1).startsWith("START RequestId: "), log.toString());
        assertTrue(log.get(2).endsWith("\tINFO\tgot ä and\nmore"), log.toString());
        assertTrue(log.get(3).startsWith("END RequestId: "), log.toString());
        assertTrue(
                log.get(4)
                        .matches(
                                "REPORT RequestId: .*\tDuration: .* ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB\t"
                                        + "Max Memory Used: \\d+ MB\tInit Duration: .* ms\t"),
                log.get(4));
        assertEquals(9, log.size());
    }

    @Test
    void modulesAndCallbacks() {
        assertEquals(
                "\"esm\"",
                Bench.text(bench.invoke(
                        Bench.spec(
                                "nodejs22.x",
                                "src/app.deep.handler",
                                Bench.file("src/app.mjs", "export const deep = { handler: async () => 'esm' };")),
                        "{}")));
        assertEquals(
                "\"typed\"",
                Bench.text(bench.invoke(
                        Bench.spec(
                                "nodejs18.x",
                                "app.handler",
                                Map.of(
                                        "app.js",
                                        "export const handler = async () => 'typed';".getBytes(StandardCharsets.UTF_8),
                                        "package.json",
                                        "{\"type\":\"module\"}".getBytes(StandardCharsets.UTF_8))),
                        "{}")));
        assertEquals(
                "{\"back\":2}",
                Bench.text(bench.invoke(
                        Bench.spec(
                                "nodejs18.x",
                                "app.handler",
                                Bench.file(
                                        "app.js",
                                        "exports.handler = (event, context, callback) => {"
                                                + " setTimeout(() => callback(null, { back: event.v }), 5); }")),
                        "{\"v\":2}")));
        assertEquals(
                "null",
                Bench.text(bench.invoke(
                        Bench.spec("nodejs18.x", "app.handler", Bench.file("app.js", "exports.handler = () => {}")),
                        "{}")));
    }

    @Test
    void errorsAsOnAws() {
        Result thrown = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file("index.js", "exports.handler = async () => { throw new TypeError('no') }")),
                "{}");
        assertEquals("Unhandled", thrown.error());
        assertTrue(
                Bench.text(thrown)
                        .startsWith(
                                "{\"errorType\":\"TypeError\",\"errorMessage\":\"no\",\"trace\":[\"TypeError: no\",\"    at "),
                Bench.text(thrown));

        Result missing = bench.invoke(Bench.spec("nodejs20.x", "index.handler", Bench.file("other.js", "")), "{}");
        assertTrue(
                Bench.text(missing)
                        .startsWith(
                                "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":\"Error: Cannot find module 'index'\\nRequire stack:"),
                Bench.text(missing));

        Result handler = bench.invoke(
                Bench.spec("nodejs20.x", "index.nope", Bench.file("index.js", "exports.handler = 1")), "{}");
        assertTrue(
                Bench.text(handler)
                        .startsWith(
                                "{\"errorType\":\"Runtime.HandlerNotFound\",\"errorMessage\":\"index.nope is undefined or not exported\""),
                Bench.text(handler));

        Result syntax = bench.invoke(
                Bench.spec("nodejs20.x", "index.handler", Bench.file("index.js", "exports.handler = (")), "{}");
        assertTrue(
                Bench.text(syntax)
                        .startsWith("{\"errorType\":\"Runtime.UserCodeSyntaxError\",\"errorMessage\":\"SyntaxError: "),
                Bench.text(syntax));
    }

    @Test
    void exitsHangsAndCrashes() {
        Result exited = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file("index.js", "exports.handler = async () => process.exit(3)")),
                "{}");
        assertTrue(
                Bench.text(exited)
                        .matches(
                                "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3\"}"),
                Bench.text(exited));

        Result early = bench.invoke(
                Bench.spec("nodejs20.x", "index.handler", Bench.file("index.js", "process.exit(0)")), "{}");
        assertTrue(
                Bench.text(early).endsWith("Error: Runtime exited without providing a reason\"}"), Bench.text(early));

        Result hung = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file("index.js", "exports.handler = async () => { for (;;); }"),
                        Duration.ofSeconds(1)),
                "{}");
        assertTrue(
                Bench.text(hung)
                        .matches(
                                "\\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: Task timed out after 1.00 seconds\"}"),
                Bench.text(hung));
        assertEquals(Duration.ofSeconds(1), hung.took());
        assertTrue(bench.log().stream().anyMatch(line -> line.endsWith(" Task timed out after 1.00 seconds\n")));

        Result rejected = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file(
                                "index.js",
                                "exports.handler = () => { Promise.reject(new Error('lost')) ; return new Promise(() => setTimeout(() => {}, 500)) }")),
                "{}");
        assertTrue(
                Bench.text(rejected)
                        .startsWith(
                                "{\"errorType\":\"Runtime.UnhandledPromiseRejection\",\"errorMessage\":\"Error: lost\""),
                Bench.text(rejected));
    }

    @Test
    void floodsAndLargeAnswers() {
        Result flood = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file(
                                "index.js",
                                "exports.handler = async () => { const s = 'x'.repeat(1023) + '\\n'; for (let i = 0; i < 102400; i++) process.stdout.write(s); return 1 }"),
                        Duration.ofSeconds(60)),
                "{}");
        assertEquals("1", Bench.text(flood));
        List<String> log = bench.log();
        assertTrue(log.size() < 9000, "lines: " + log.size());
        List<String> end = log.subList(log.size() - 3, log.size()).stream()
                .map(line -> line.substring(0, Math.min(line.length(), 60)))
                .toList();
        assertTrue(end.get(0).startsWith("[weir] this invocation logged more than 8 MB"), end + " of " + log.size());

        Result large = bench.invoke(
                Bench.spec(
                        "nodejs20.x",
                        "index.handler",
                        Bench.file("index.js", "exports.handler = async () => 'x'.repeat(7 * 1024 * 1024)")),
                "{}");
        assertEquals(
                "{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556 bytes).\"}",
                Bench.text(large));
    }

    @Test
    void bringsTheSdkThatAwsWouldHave() {
        FunctionSpec required = Bench.spec(
                "nodejs20.x",
                "index.handler",
                Bench.file(
                        "index.js",
                        "const { SQSClient } = require('@aws-sdk/client-sqs'); exports.handler = async () => typeof SQSClient"));
        Result first = bench.invoke(required, "{}");
        Assumptions.assumeTrue(
                Files.isDirectory(bench.cache.resolve("node-sdk/node_modules/@aws-sdk/client-sqs")),
                "npm reaches no registry from here");
        assertEquals("\"function\"", Bench.text(first));
        FunctionSpec imported = Bench.spec(
                "nodejs20.x",
                "index.handler",
                Bench.file(
                        "index.mjs",
                        "import { SQSClient } from '@aws-sdk/client-sqs'; export const handler = async () => typeof SQSClient"));
        assertEquals("\"function\"", Bench.text(bench.invoke(imported, "{}")));
    }
}
