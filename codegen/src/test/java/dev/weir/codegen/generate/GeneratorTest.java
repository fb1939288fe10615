package dev.weir.codegen.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.codegen.Fixtures;
import dev.weir.codegen.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    private final Path folder;
    private final Path models;
    private final Path sources;
    private final Path compiled;

    GeneratorTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.models = Files.createDirectory(folder.resolve("models"));
        this.sources = folder.resolve("sources");
        this.compiled = Files.createDirectory(folder.resolve("compiled"));
    }

    @BeforeEach
    void generate() throws IOException {
        ModelFile.write(Fixtures.post(), models.resolve("post.json"));
        run();
    }

    private void run() throws IOException {
        new Generator(models, sources, compiled, folder.resolve("shapes")).run();
    }

    private String source(String name) throws IOException {
        return Files.readString(sources.resolve("dev/weir/api/post/" + name + ".java"));
    }

    @Test
    void recordsHaveTheModelsMembers() throws IOException {
        String request = source("SendLetterRequest");
        assertTrue(request.contains("public record SendLetterRequest(@Nullable String boxId, @Nullable String urgent,"
                + " @Nullable String token, @Nullable Body paper) implements Shape"));
        String response = source("SendLetterResponse");
        assertTrue(response.contains("@Nullable Map<String, List<String>> copies"));
        assertTrue(response.contains("case 5 -> next = SendLetterResponse.read(_r);"));
    }

    @Test
    void textsKeepSensitiveValuesOut() throws IOException {
        assertTrue(source("SendLetterResponse").contains("\"letterId=\" + (letterId == null ? null : \"***\")"));
        assertFalse(source("SendLetterRequest").contains("toString"));
    }

    @Test
    void errorsKeepTheirFurtherMembers() throws IOException {
        assertTrue(source("BoxFull").contains("super(\"BoxFull\", 409, message, detail)"));
        assertTrue(source("BoxFull").contains("return \"Message\""));
        assertTrue(source("BoxFullDetail").contains("@Nullable Integer limit"));
    }

    @Test
    void operationsWithoutInputGetAnEmptyOne() throws IOException {
        assertTrue(source("PostOperations").contains("default PingResponse ping(Call call, PingRequest input)"));
        assertTrue(source("PingRequest").contains("public record PingRequest() implements Shape"));
    }

    @Test
    void enumerationsHoldTheModelsValues() throws IOException {
        assertTrue(source("Urgency").contains("public static final String S3_VERY_ALL = \"s3:Very*\";"));
    }

    @Test
    void aSecondRunLeavesEverythingAsItIs() throws IOException {
        Path record = sources.resolve("dev/weir/api/post/PingRequest.java");
        Files.writeString(record, "touched");
        Path compiledBefore = Files.createFile(compiled.resolve("Ping.class"));
        run();
        assertEquals("touched", Files.readString(record));
        assertTrue(Files.exists(compiledBefore));
    }

    @Test
    void aChangedModelReplacesSourcesAndDropsWhatWasCompiled() throws IOException {
        Path compiledBefore = Files.createFile(compiled.resolve("Ping.class"));
        Path model = models.resolve("post.json");
        Files.writeString(model, Files.readString(model).replace("\"Ping\"", "\"Pong\""));
        run();
        assertTrue(source("PostOperations").contains("pong"));
        assertFalse(Files.exists(sources.resolve("dev/weir/api/post/PingRequest.java")));
        assertFalse(Files.exists(compiledBefore));
    }
}
