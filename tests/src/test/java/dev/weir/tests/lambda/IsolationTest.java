package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.functions.process.Ladder;
import dev.weir.functions.process.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Functions of a weir in a process of its own, and what becomes of them when it is killed. */
@Timeout(120)
class IsolationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Process weir;

    @SuppressWarnings("NullAway.Init")
    private LambdaClient lambda;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dweir.cache=" + folder.resolve("cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.weir.cli.Main",
                        "up",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true);
        // The JVM says on the standard error that it has picked this up, and what is read here begins with that.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("WEIR_TEST_SECRET", "of the user's own");
        weir = builder.start();
        started.add(weir);
        String ready =
                new BufferedReader(new InputStreamReader(weir.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertTrue(ready != null && ready.startsWith("ready "), ready);
        lambda = LambdaClient.builder()
                .endpointOverride(URI.create(ready.substring("ready ".length())))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    /** What functions are kept from here. */
    private boolean walls() {
        try (Sandbox sandbox = Ladder.climb(folder.resolve("trial"), List.of())) {
            return sandbox.describe().getOrDefault("code", "").startsWith("read-only");
        }
    }

    @Test
    void functionsSeeNothingOfWeirsOrTheUsers() throws IOException {
        Assumptions.assumeTrue(walls(), "this machine offers no namespaces");
        Path secret = Files.writeString(folder.resolve("credentials"), "secret");
        lambda.createFunction(Zips.node("other", "exports.handler = async () => __filename // other's code")
                .build());
        assertEquals("\"/var/task/index.js\"", Zips.invoke(lambda, "other", "{}"));
        lambda.createFunction(Zips.node("nosy", """
                        const fs = require('fs'), os = require('os'), { execSync } = require('child_process');
                        const can = (f) => { try { f(); return true } catch { return false } };
                        exports.handler = async (e) => ({
                            reads: e.paths.filter((p) => can(() => fs.readdirSync(p)) || can(() => fs.readFileSync(p))),
                            writes: ['/var/task/x', '/opt/x', '/etc/x', __filename].filter((p) => can(() => fs.writeFileSync(p, ''))),
                            tmp: can(() => fs.writeFileSync('/tmp/' + e.file, '')) && fs.readdirSync(os.tmpdir()).length,
                            signals: can(() => process.kill(e.weir, 0)),
                            environment: Object.keys(process.env).filter((k) => /WEIR|^_weir|JAVA/.test(k)),
                            child: execSync('echo child > /dev/stderr; echo child', { stdio: ['ignore', 'pipe', 'inherit'] }).toString().trim(),
                            weir: (await fetch(process.env.AWS_ENDPOINT_URL + '/_weir/health')).status,
                        })
                        """).build());
        String file = "weir-isolation-" + weir.pid();
        String event = "{\"file\":\"" + file + "\",\"weir\":" + weir.pid() + ",\"paths\":[\"" + folder.resolve("data")
                + "\",\""
                + folder.resolve("cache") + "\",\"" + secret + "\",\"" + System.getProperty("user.home")
                + "/.cache\",\"/proc/" + weir.pid() + "\"]}";
        assertEquals(
                "{\"reads\":[],\"writes\":[],\"tmp\":1,\"signals\":false,\"environment\":[],\"child\":\"child\",\"weir\":200}",
                Zips.invoke(lambda, "nosy", event));
        assertFalse(Files.exists(Path.of("/tmp", file)));
    }

    @Test
    @Timeout(60)
    void whatAKilledWeirLeavesEndsWithTheNext() throws Exception {
        lambda.createFunction(Zips.node(
                        "f",
                        "const c = require('child_process').spawn('sleep', ['1000']); exports.handler = async () => c.pid > 0")
                .build());
        assertEquals("true", Zips.invoke(lambda, "f", "{}"));
        List<ProcessHandle> functions = weir.descendants().toList();
        assertTrue(functions.size() >= 2, functions.toString());
        // A function is frozen when its runtime asks for more work, which may be after its answer has come.
        while (functions.stream().noneMatch(IsolationTest::isStopped)) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> frozen =
                functions.stream().filter(IsolationTest::isStopped).toList();
        weir.destroyForcibly().waitFor();
        assumeTrue(
                frozen.stream().allMatch(ProcessHandle::isAlive), "they ended by themselves: nothing is left to end");

        start();
        assertEquals("true", Zips.invoke(lambda, "f", "{}"));
        for (ProcessHandle function : functions) {
            function.onExit().get(10, TimeUnit.SECONDS);
        }
        try (var left = Files.list(folder.resolve("cache/functions"))) {
            assertEquals(
                    List.of(Long.toString(weir.pid())),
                    left.map(path -> path.getFileName().toString().replaceAll("-.*", ""))
                            .toList());
        }
    }

    private static boolean isStopped(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return false;
        }
    }
}
