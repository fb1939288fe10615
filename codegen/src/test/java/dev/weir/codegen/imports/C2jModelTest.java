package dev.weir.codegen.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.codegen.Fixtures;
import dev.weir.codegen.model.ModelFile;
import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Operation;
import dev.weir.codegen.model.ServiceModel.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class C2jModelTest {
    private final ServiceModel model = Fixtures.post();

    private Shape shape(String name) {
        return Objects.requireNonNull(model.shapes().get(name), name);
    }

    private Member member(String shape, String name) {
        return Objects.requireNonNull(shape(shape).members().get(name), name);
    }

    @Test
    void keepsOperationsButNotTheDeprecatedTwinOfAnother() {
        assertEquals(Set.of("Ping", "SendLetter"), model.operations().keySet());
        Operation send = Objects.requireNonNull(model.operations().get("SendLetter"));
        assertEquals("PUT /boxes/{box_id}/letters?fresh 201", send.method() + " " + send.uri() + " " + send.status());
        assertEquals(List.of("BoxFull"), send.errors());
        assertNull(Objects.requireNonNull(model.operations().get("Ping")).input());
    }

    @Test
    void readsBindings() {
        Member box = member("SendLetterRequest", "BoxId");
        assertTrue(box.required());
        assertEquals("uri", box.location());
        assertEquals("box_id", box.name());
        assertEquals("X-Urgent", member("SendLetterRequest", "Urgent").name());
        assertTrue(member("SendLetterRequest", "Token").token());
        assertEquals("payload", member("SendLetterRequest", "Paper").location());
        assertEquals(
                "stream", model.target(member("SendLetterRequest", "Paper")).type());
        assertEquals("letterId", member("SendLetterResponse", "LetterId").json());
        assertNull(member("SendLetterResponse", "LetterId").xml());
        assertTrue(member("SendLetterResponse", "Pages").flattened());
        assertEquals("iso8601", member("SendLetterResponse", "default").timestamp());
    }

    @Test
    void readsConstraintsAndErrors() {
        assertEquals(1L, shape("Count").min());
        assertEquals(9L, shape("Count").max());
        assertEquals("[a-z\\\\]+", shape("Text").pattern());
        assertEquals(List.of("low", "s3:Very*"), shape("Urgency").allowed());
        assertTrue(shape("Secret").sensitive());
        assertEquals(new Error(409, true, null), shape("BoxFull").error());
    }

    @Test
    void keepsNothingThatNoOperationReaches() {
        assertFalse(model.shapes().containsKey("Unused"));
        assertNotNull(model.shapes().get("Copies"));
    }

    @Test
    void comesBackFromItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("post.json");
        ModelFile.write(model, file);
        assertEquals(model, ModelFile.read(file));
        assertEquals(
                1,
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("\"Text\": "))
                        .count());
    }

    @Test
    void refusesAFileOfAnotherFormat(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("post.json");
        Files.writeString(file, "{\"format\": 2}");
        IOException refusal =
                org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> ModelFile.read(file));
        assertTrue(Objects.requireNonNull(refusal.getMessage()).endsWith("has format 2, this weir reads format 1"));
    }
}
