package dev.weir.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.functions.process.Ladder;
import dev.weir.functions.process.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonFunctionsTest {
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
    void answersLogsAndStaysWarm() {
        FunctionSpec spec = Bench.spec("python3.12", "app.handler", Bench.file("app.py", """
                        import logging, os
                        log = logging.getLogger()
                        log.setLevel("INFO")
                        n = 0
                        def handler(event, context):
                            global n
                            n += 1
                            print("printed")
                            log.info("logged")
                            return {"n": n, "x": event["x"], "who": context.function_name, "left": context.get_remaining_time_in_millis() > 2000}
                        """));
        Result first = bench.invoke(spec, "{\"x\":\"ä\"}");
        assertEquals("{\"n\": 1, \"x\": \"\\u00e4\", \"who\": \"f\", \"left\": true}", Bench.text(first));
        assertNull(bench.invoke(spec, "{\"x\":1}").init());
        List<String> log = bench.log();
        assertTrue(log.get(2).equals("printed"), log.toString());
        assertTrue(
                log.get(3)
                        .matches(
                                "\\[INFO]\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\t[0-9a-f-]{36}\tlogged"),
                log.toString());
    }

    @Test
    void errorsAsOnAws() {
        Result thrown = bench.invoke(
                Bench.spec(
                        "python3.12",
                        "app.handler",
                        Bench.file("app.py", "def handler(event, context):\n    raise ValueError('no')\n")),
                "{}");
        assertTrue(
                Bench.text(thrown)
                        .matches(
                                "\\{\"errorMessage\": \"no\", \"errorType\": \"ValueError\", \"requestId\": \"[0-9a-f-]{36}\", "
                                        + "\"stackTrace\": \\[\"  File .*app.py\\\\\", line 2, in handler\\\\n    raise ValueError\\('no'\\)\\\\n\"]}"),
                Bench.text(thrown));
        assertTrue(
                bench.log().stream()
                        .anyMatch(line -> line.startsWith(
                                "[ERROR] ValueError: no\nTraceback (most recent call last):\n\u00a0\u00a0File ")),
                bench.log().toString());
        Result missing = bench.invoke(Bench.spec("python3.12", "nope.handler", Bench.file("app.py", "")), "{}");
        assertEquals(
                "{\"errorMessage\": \"Unable to import module 'nope': No module named 'nope'\", \"errorType\": \"Runtime.ImportModuleError\", \"requestId\": \"\", \"stackTrace\": []}",
                Bench.text(missing));
        Result handler = bench.invoke(Bench.spec("python3.12", "app.nope", Bench.file("app.py", "")), "{}");
        assertEquals(
                "{\"errorMessage\": \"Handler 'nope' missing on module 'app'\", \"errorType\": \"Runtime.HandlerNotFound\", \"requestId\": \"\", \"stackTrace\": []}",
                Bench.text(handler));
        Result exited = bench.invoke(
                Bench.spec(
                        "python3.12",
                        "app.handler",
                        Bench.file("app.py", "import os\ndef handler(event, context):\n    os._exit(1)\n")),
                "{}");
        assertTrue(
                Bench.text(exited).endsWith("Error: Runtime exited with error: exit status 1\"}"), Bench.text(exited));
        Result killed = bench.invoke(
                Bench.spec(
                        "python3.12",
                        "app.handler",
                        Bench.file(
                                "app.py",
                                "import os, signal\ndef handler(event, context):\n    os.kill(os.getpid(), signal.SIGKILL)\n")),
                "{}");
        assertTrue(
                Bench.text(killed).endsWith("Error: Runtime exited with error: signal: killed\"}"), Bench.text(killed));
    }

    @Test
    void runsOutOfMemoryAsOnAws() {
        assumeMemoryIsLimited();
        Result result = bench.invoke(
                Bench.spec(
                        "python3.12",
                        "app.handler",
                        Bench.file(
                                "app.py",
                                "def handler(event, context):\n    return len(bytearray(600 * 1024 * 1024))\n")),
                "{}");
        assertTrue(
                Bench.text(result)
                        .matches(
                                "\\{\"errorType\":\"Runtime.OutOfMemory\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: "
                                        + "Runtime exited with error: signal: killed\"}"),
                Bench.text(result));
    }

    @Test
    void filesAreNoMemory() {
        assumeMemoryIsLimited();
        // More than the function's memory, less than its storage.
        Result result = bench.invoke(
                Bench.spec(
                        "python3.12",
                        "app.handler",
                        Bench.file(
                                "app.py",
                                "import os\ndef handler(event, context):\n    with open(os.environ['TMPDIR'] + '/big', 'wb') as f:\n"
                                        + "        for i in range(450):\n            f.write(bytes(1024 * 1024))\n"
                                        + "    return os.path.getsize(os.environ['TMPDIR'] + '/big') >> 20\n"),
                        Duration.ofSeconds(60)),
                "{}");
        assertEquals("450", Bench.text(result), bench.explained(result));
    }

    private void assumeMemoryIsLimited() {
        Map<String, String> offered;
        try (Sandbox sandbox = Ladder.climb(bench.cache.resolve("trial"), List.of())) {
            offered = sandbox.describe();
        }
        Assumptions.assumeTrue(
                offered.getOrDefault("memory", "").startsWith("limited"),
                "this machine lets nobody limit memory: " + offered);
    }
}
