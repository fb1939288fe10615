package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.template.TemplateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A template and what AWS's own transform makes of it. */
record SamCase(String name, Path input, Path output) {
    private static final Pattern DEPLOYMENT = Pattern.compile("(\\w+Deployment)[0-9a-f]{10}");
    private static final Pattern DIGEST = Pattern.compile("RestApi deployment id: [0-9a-f]{40}");
    private static final SamContext CONTEXT = SamContext.of("ap-southeast-1", "123456789012", Map.of())
            .withApplications((id, version) -> id.equals("non-existent")
                    ? Optional.empty()
                    : Optional.of("https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url"));

    static List<SamCase> all(Path folder) {
        try (var files = Files.list(folder.resolve("input"))) {
            return files.sorted()
                    .map(file -> {
                        String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
                        return new SamCase(name, file, folder.resolve("output").resolve(name + ".json"));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isError() {
        return name.startsWith("error_");
    }

    /** What differs, one line each; empty where the case passes. */
    List<String> differences() {
        try {
            ObjectNode template = TemplateReader.read(Files.readString(input), name);
            JsonNode expected = JsonMapper.shared().readTree(Files.readString(output));
            if (isError()) {
                return errorDifferences(template, expected.get("errorMessage").stringValue());
            }
            List<String> differences = new ArrayList<>();
            compare("", canonical(expected), canonical(SamTransform.transform(template, CONTEXT)), differences);
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> errorDifferences(ObjectNode template, String expected) {
        try {
            ObjectNode made = SamTransform.transform(template, CONTEXT);
            return List.of("expected " + expected, "but it was transformed to " + made);
        } catch (SamTransformException e) {
            return Objects.equals(e.getMessage(), expected)
                    ? List.of()
                    : List.of("expected " + expected, "but was  " + e.getMessage());
        }
    }

    /** A tree in which neither the order of lists nor the hash of a deployment's content plays a part. */
    private static JsonNode canonical(JsonNode tree) {
        String text = DIGEST.matcher(tree.toString()).replaceAll("RestApi deployment");
        return sorted(JsonMapper.shared().readTree(DEPLOYMENT.matcher(text).replaceAll("$1")));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(entry -> members.put(entry.getKey(), sorted(entry.getValue())));
            return Json.node(members);
        }
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.values().forEach(item -> items.add(sorted(item)));
            items.sort((a, b) -> a.toString().compareTo(b.toString()));
            return Json.array(items);
        }
        return node;
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            Json.entries(expected).forEach(entry -> {
                JsonNode other = actual.get(entry.getKey());
                if (other == null) {
                    differences.add("missing %s/%s = %s".formatted(path, entry.getKey(), entry.getValue()));
                } else {
                    compare(path + "/" + entry.getKey(), entry.getValue(), other, differences);
                }
            });
            Json.entries(actual).stream()
                    .filter(entry -> !expected.has(entry.getKey()))
                    .forEach(entry -> differences.add(
                            "not expected %s/%s = %s".formatted(path, entry.getKey(), entry.getValue())));
        } else if (!expected.equals(actual)) {
            differences.add("%s: expected %s but was %s".formatted(path, expected, actual));
        }
    }
}
