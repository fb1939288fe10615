package dev.weir.tests.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirServer;
import dev.weir.server.Coverage;
import dev.weir.tests.house.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        Path page = Modules.root().resolve("docs/coverage.md");
        try (WeirServer weir = WeirServer.start()) {
            String made = Coverage.page(weir.weir().services(), Modules.root().resolve("models"));
            assertEquals(
                    made,
                    Files.exists(page) ? Files.readString(page) : "",
                    "docs/coverage.md is out of date; make it again with: ./weir coverage > docs/coverage.md");
        }
    }
}
