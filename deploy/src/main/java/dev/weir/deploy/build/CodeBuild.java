package dev.weir.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which tool builds a function's code. Source: AWS SAM Developer Guide, "Default build with AWS SAM" and "Building
 * Node.js Lambda functions with esbuild".
 */
final class CodeBuild {
    private CodeBuild() {}

    /**
     * Builds {@code code} into the empty directory {@code out}.
     *
     * @return the tool that did it, in a word
     */
    static String build(Application.Code code, Path out) throws BuildException, IOException {
        Path source = code.source();
        String method = code.buildMethod();
        if (method != null) {
            return switch (method) {
                case "esbuild" -> esbuild(code, out);
                case "makefile" -> makefile(code, out);
                default ->
                    method.matches("(nodejs|python|java).*") ? byRuntime(method, code, out) : refuse(code, method);
            };
        }
        return source.toString().endsWith(".jar") || source.toString().endsWith(".zip")
                ? refuse(code, "archive " + source.getFileName())
                : byRuntime(code.runtime(), code, out);
    }

    private static String byRuntime(String runtime, Application.Code code, Path out)
            throws BuildException, IOException {
        Path source = code.source();
        if (runtime.startsWith("nodejs") && Files.exists(source.resolve("package.json"))) {
            return node(source, out);
        }
        if (runtime.startsWith("python") && hasRequirements(source)) {
            return python(source, out);
        }
        if (runtime.startsWith("java")) {
            return java(source, out);
        }
        Tree.copySources(source, out);
        return "copy";
    }

    private static String refuse(Application.Code code, String method) throws BuildException {
        throw new BuildException(code.logicalId() + ": weir has no build method " + method
                + " (it has npm, esbuild, pip, maven, makefile)");
    }

    private static String node(Path source, Path out) throws BuildException, IOException {
        Tree.copySources(source, out);
        if (dependencies(source.resolve("package.json"))) {
            boolean locked = Files.exists(source.resolve("package-lock.json"));
            Tool.run(
                    out,
                    List.of(
                            "npm",
                            locked ? "ci" : "install",
                            "--omit=dev",
                            // Packages in folders are copied: a link would lead out of the archive.
                            "--install-links",
                            "--no-audit",
                            "--no-fund",
                            "--loglevel=error"),
                    Map.of());
        }
        return "npm";
    }

    private static boolean dependencies(Path packageJson) throws BuildException, IOException {
        try {
            JsonNode content = JsonMapper.shared().readTree(Files.readAllBytes(packageJson));
            return !content.path("dependencies").isEmpty();
        } catch (JacksonException e) {
            throw new BuildException(packageJson + " is not JSON: " + e.getOriginalMessage());
        }
    }

    private static boolean hasRequirements(Path source) throws IOException {
        Path requirements = source.resolve("requirements.txt");
        return Files.exists(requirements)
                && Files.readAllLines(requirements).stream()
                        .anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"));
    }

    private static String python(Path source, Path out) throws BuildException, IOException {
        Tree.copySources(source, out);
        Tool.run(
                source,
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--root-user-action=ignore",
                        "-r",
                        "requirements.txt",
                        "-t",
                        out.toString()),
                Map.of());
        return "pip";
    }

    private static String java(Path source, Path out) throws BuildException, IOException {
        if (!Files.exists(source.resolve("pom.xml"))) {
            throw new BuildException(source + " has no pom.xml: weir builds Java functions with Maven");
        }
        Tool.run(
                source,
                List.of(
                        "mvn",
                        "-q",
                        "-B",
                        "-ntp",
                        "package",
                        "dependency:copy-dependencies",
                        "-DskipTests",
                        "-DincludeScope=runtime"),
                Map.of("JAVA_HOME", System.getProperty("java.home")));
        Tree.copyAll(source.resolve("target/classes"), out);
        Path dependencies = source.resolve("target/dependency");
        if (Files.isDirectory(dependencies)) {
            Tree.copyAll(dependencies, out.resolve("lib"));
        }
        return "maven";
    }

    private static String makefile(Application.Code code, Path out) throws BuildException {
        Tool.run(
                code.source(),
                List.of("make", "build-" + code.logicalId()),
                Map.of("ARTIFACTS_DIR", out.toAbsolutePath().toString()));
        return "make";
    }

    private static String esbuild(Application.Code code, Path out) throws BuildException, IOException {
        Path source = code.source();
        if (Files.exists(source.resolve("package.json")) && !Files.isDirectory(source.resolve("node_modules"))) {
            Tool.run(source, List.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error"), Map.of());
        }
        JsonNode properties = code.buildProperties();
        List<String> command = new ArrayList<>();
        Path local = source.resolve("node_modules/.bin/esbuild").toAbsolutePath();
        command.add(Files.exists(local) ? local.toString() : "esbuild");
        List<String> entries = texts(properties, "EntryPoints");
        command.addAll(entries.isEmpty() ? List.of(entry(code)) : entries);
        command.add("--bundle");
        command.add("--platform=node");
        command.add("--outdir=" + out.toAbsolutePath());
        command.add("--format=" + properties.path("Format").asString("cjs"));
        command.add("--target=" + properties.path("Target").asString("es2020"));
        if (properties.path("Minify").asString("true").equals("true")) {
            command.add("--minify");
        }
        if (properties.path("Sourcemap").asString("false").equals("true")) {
            command.add("--sourcemap");
        }
        for (String external : texts(properties, "External")) {
            command.add("--external:" + external);
        }
        for (String loader : texts(properties, "Loader")) {
            command.add("--loader:" + loader);
        }
        for (String field : texts(properties, "MainFields")) {
            command.add("--main-fields=" + field);
        }
        String extension = extension(properties);
        if (extension != null) {
            command.add("--out-extension:" + extension);
        }
        Tool.run(source, command, Map.of());
        return "esbuild";
    }

    private static @Nullable String extension(JsonNode properties) {
        List<String> given = texts(properties, "OutExtension");
        return given.isEmpty() ? null : given.getFirst();
    }

    private static List<String> texts(JsonNode properties, String name) {
        return properties.path(name).values().stream().map(JsonNode::asString).toList();
    }

    /** {@code src/app.handler} names {@code src/app.ts}. */
    private static String entry(Application.Code code) {
        String handler = code.handler();
        String module = handler.substring(0, Math.max(0, handler.lastIndexOf('.')));
        for (String ending : List.of(".ts", ".mts", ".js", ".mjs")) {
            if (Files.exists(code.source().resolve(module + ending))) {
                return module + ending;
            }
        }
        return module;
    }
}
