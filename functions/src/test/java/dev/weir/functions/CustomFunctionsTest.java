package dev.weir.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code provided.al2023}: a program of one's own that speaks the Runtime API, here a script for bash. */
class CustomFunctionsTest {
    private static final String BOOTSTRAP = """
            #!/bin/bash
            host=${AWS_LAMBDA_RUNTIME_API%:*} port=${AWS_LAMBDA_RUNTIME_API#*:}
            base=/2018-06-01/runtime/invocation
            while true; do
                exec 3<>/dev/tcp/$host/$port
                printf 'GET %s/next HTTP/1.1\\r\\nHost: runtime\\r\\n\\r\\n' $base >&3
                while IFS= read -r line <&3; line=${line%$'\\r'}; [ -n "$line" ]; do
                    case ${line,,} in
                        lambda-runtime-aws-request-id:*) id=${line#*: } ;;
                        content-length:*) length=${line#*: } ;;
                    esac
                done
                read -r -N "$length" event <&3
                exec 3>&-
                echo "got $event"
                case $event in
                    *leave*) exit 7 ;;
                    *hang*) while true; do :; done ;;
                esac
                body="{\\"event\\":$event,\\"handler\\":\\"$_HANDLER\\",\\"env\\":\\"$GREETING\\",\\"n\\":$((++n))}"
                exec 3<>/dev/tcp/$host/$port
                printf 'POST %s/%s/response HTTP/1.1\\r\\nHost: runtime\\r\\nContent-Length: %d\\r\\n\\r\\n%s' \\
                    $base "$id" ${#body} "$body" >&3
                read -r answer <&3
                exec 3>&-
            done
            """;

    Bench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this machine has no bash");
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static FunctionSpec spec(Map<String, byte[]> files, Duration timeout) {
        return Bench.spec("provided.al2023", "my.handler", files, timeout);
    }

    @Test
    void answersLogsAndStaysWarm() {
        FunctionSpec spec = spec(Bench.file("bootstrap", BOOTSTRAP), Duration.ofSeconds(3));
        Result first = bench.invoke(spec, "{\"a\":1}");
        assertNull(first.error(), bench.explained(first));
        assertEquals("{\"event\":{\"a\":1},\"handler\":\"my.handler\",\"env\":\"hello\",\"n\":1}", Bench.text(first));
        assertEquals(
                "{\"event\":2,\"handler\":\"my.handler\",\"env\":\"hello\",\"n\":2}",
                Bench.text(bench.invoke(spec, "2")));
        assertTrue(bench.log().contains("got {\"a\":1}"), bench.log().toString());
    }

    @Test
    void exitsAndHangs() {
        FunctionSpec spec = spec(Bench.file("bootstrap", BOOTSTRAP), Duration.ofSeconds(1));
        Result exited = bench.invoke(spec, "\"leave\"");
        assertTrue(
                Bench.text(exited)
                        .matches(
                                "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: "
                                        + "Runtime exited with error: exit status 7\"}"),
                Bench.text(exited));
        Result hung = bench.invoke(spec, "\"hang\"");
        assertEquals("Sandbox.Timedout", hung.errorType());
        assertTrue(Bench.text(bench.invoke(spec, "3")).contains("\"event\":3"), "a new environment");
    }

    @Test
    void aLayerMayBringTheProgram() {
        FunctionSpec own = spec(Bench.file("other.txt", ""), Duration.ofSeconds(3));
        FunctionSpec spec = new FunctionSpec(
                own.scope(),
                own.name(),
                own.version(),
                own.revision(),
                own.runtime(),
                own.handler(),
                own.code(),
                java.util.List.of(Bench.zip(Bench.file("bootstrap", BOOTSTRAP))),
                own.environment(),
                own.memory(),
                own.storage(),
                own.timeout(),
                own.logGroup(),
                own.jsonLogs(),
                own.logLevel());
        assertTrue(Bench.text(bench.invoke(spec, "1")).contains("\"n\":1"));
    }

    @Test
    void aMissingProgramIsNamed() {
        Result missing = bench.invoke(spec(Bench.file("other.txt", ""), Duration.ofSeconds(3)), "1");
        assertTrue(
                Bench.text(missing)
                        .matches(
                                "\\{\"errorType\":\"Runtime.InvalidEntrypoint\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: "
                                        + "Couldn't find valid bootstrap\\(s\\): \\[/var/task/bootstrap /opt/bootstrap\\]\"}"),
                Bench.text(missing));
    }
}
