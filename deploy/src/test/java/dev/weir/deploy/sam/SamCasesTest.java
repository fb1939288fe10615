package dev.weir.deploy.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the transform with AWS's own, case by case. What is known to differ is listed in {@code sam-known-gaps.txt},
 * a name and the reason a line; a case that is listed and passes fails the test, so that the list stays true.
 */
class SamCasesTest {
    @TestFactory
    Stream<DynamicTest> matchesAwsTransform() throws IOException {
        Path folder = folder();
        assumeTrue(Files.isDirectory(folder), "the cases of AWS's transform are not at " + folder);
        Set<String> gaps = knownGaps();
        return SamCase.all(folder).stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    List<String> differences = differences(one);
                    if (gaps.contains(one.name())) {
                        assertFalse(differences.isEmpty(), "the case passes now: take it out of sam-known-gaps.txt");
                    } else {
                        assertEquals("", String.join("\n", differences));
                    }
                }));
    }

    private static List<String> differences(SamCase one) {
        try {
            return one.differences();
        } catch (SamTransformException e) {
            return List.of(e.getMessage());
        }
    }

    private static Path folder() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(".git")) && directory.getParent() != null) {
            directory = directory.getParent();
        }
        return directory.resolveSibling("shared").resolve("data/sam");
    }

    private static Set<String> knownGaps() throws IOException {
        try (InputStream in = SamCasesTest.class.getResourceAsStream("sam-known-gaps.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(":", 2)[0].strip())
                    .collect(Collectors.toSet());
        }
    }
}
