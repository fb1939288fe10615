package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.Mcp;
import dev.weir.mcp.McpSettings;
import dev.weir.server.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official conformance suite, at its requirement set of 2025-11-25, against weir's transport and server. */
class ConformanceTest {
    private static final String SUITE = "@modelcontextprotocol/conformance";
    private static final int CHECKS = 70;

    @TempDir
    Path results;

    @Test
    void everyCheckPasses() throws IOException, InterruptedException {
        Npm npm = Npm.fetch(SUITE, "0.2.0-alpha.12");
        WeirConfig config = WeirConfig.ephemeral()
                .withAnnex(Mcp.PATH, Mcp.annex(McpSettings.SAFE, List.of(new ConformanceFixture())));
        try (WeirServer weir = WeirServer.start(config)) {
            Path log = Path.of("target", "conformance.log").toAbsolutePath();
            int exit = npm.node(
                    log,
                    SUITE + "/dist/index.js",
                    List.of(
                            "server",
                            "--url",
                            "http://localhost:" + weir.port() + Mcp.PATH,
                            "--requirements",
                            "2025-11-25",
                            "-o",
                            results.toString()));
            assertEquals(0, exit, () -> read(log));
        }
        assertTrue(passed() >= CHECKS, "only " + passed() + " checks passed");
    }

    private long passed() throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            return files.filter(file -> file.endsWith("checks.json"))
                    .flatMap(file -> JsonMapper.shared().readTree(file.toFile()).valueStream())
                    .map((JsonNode check) -> check.path("status").asString(""))
                    .filter("SUCCESS"::equals)
                    .count();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
