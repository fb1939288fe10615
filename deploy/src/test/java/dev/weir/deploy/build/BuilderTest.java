package dev.weir.deploy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Each build tool, run for real; a test says so and is skipped where its tool is missing. */
@Timeout(240)
class BuilderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path source;

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectories(folder.resolve("source"));
    }

    private void write(String name, String content) throws IOException {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Builder.Built build(String runtime, String handler, @Nullable String method, String properties)
            throws BuildException {
        return new Builder(folder.resolve("builds"))
                .build(new Application.Code(
                        "F",
                        "CodeUri",
                        source,
                        runtime,
                        handler,
                        method,
                        JsonMapper.shared().readTree(properties)));
    }

    private static Map<String, String> files(byte[] archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static void need(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            Assumptions.assumeTrue(process.waitFor() == 0, command[0] + " does not work on this machine");
        } catch (IOException e) {
            Assumptions.abort("this machine has no " + command[0]);
        }
    }

    @Test
    void npmInstallsWhatThePackageNeedsAndNoMore() throws Exception {
        need("npm", "--version");
        write("package.json", """
                {"name": "f", "version": "1.0.0",
                 "dependencies": {"helper": "file:helper"}, "devDependencies": {"tester": "file:tester"}}""");
        write("index.js", "exports.handler = async () => require('helper')");
        write("helper/package.json", "{\"name\": \"helper\", \"version\": \"1.0.0\", \"main\": \"main.js\"}");
        write("helper/main.js", "module.exports = 'helped'");
        write("tester/package.json", "{\"name\": \"tester\", \"version\": \"1.0.0\"}");
        Builder.Built built = build("nodejs20.x", "index.handler", null, "{}");
        assertEquals("npm", built.tool());
        Map<String, String> files = files(built.archive());
        assertEquals(
                "module.exports = 'helped'",
                files.get("node_modules/helper/main.js"),
                files.keySet().toString());
        assertTrue(files.keySet().stream().noneMatch(name -> name.startsWith("node_modules/tester")));
        assertEquals(
                "unchanged", build("nodejs20.x", "index.handler", null, "{}").tool());

        write("package.json", "{\"dependencies\": {\"helper\": \"file:nowhere\"}}");
        BuildException failed =
                assertThrows(BuildException.class, () -> build("nodejs20.x", "index.handler", null, "{}"));
        assertTrue(failed.getMessage().startsWith("`npm install "), failed.getMessage());
        assertTrue(failed.output().contains("nowhere"), "npm's own words: " + failed.output());
        assertTrue(
                assertThrows(BuildException.class, () -> build("nodejs20.x", "index.handler", null, "{}"))
                        .getMessage()
                        .startsWith("`npm install "),
                "what failed is not taken for built");
    }

    @Test
    void pipInstallsBesideTheCode() throws Exception {
        need("python3", "-m", "pip", "--version");
        wheel(source.resolve("helper-1.0-py3-none-any.whl"));
        write("requirements.txt", "# a wheel of our own\n./helper-1.0-py3-none-any.whl\n");
        write("app.py", "import helper\ndef handler(event, context):\n    return helper.WORD\n");
        Builder.Built built = build("python3.12", "app.handler", null, "{}");
        assertEquals("pip", built.tool());
        Map<String, String> files = files(built.archive());
        assertEquals("WORD = 'helped'\n", files.get("helper.py"));
        assertTrue(files.containsKey("app.py"));

        write("requirements.txt", "./missing-1.0-py3-none-any.whl\n");
        BuildException failed =
                assertThrows(BuildException.class, () -> build("python3.12", "app.handler", null, "{}"));
        assertTrue(failed.output().contains("missing-1.0-py3-none-any.whl"), failed.output());
    }

    private static void wheel(Path place) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : Map.of(
                            "helper.py",
                            "WORD = 'helped'\n",
                            "helper-1.0.dist-info/METADATA",
                            "Metadata-Version: 2.1\nName: helper\nVersion: 1.0\n",
                            "helper-1.0.dist-info/WHEEL",
                            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                            "helper-1.0.dist-info/RECORD",
                            "helper.py,,\nhelper-1.0.dist-info/METADATA,,\nhelper-1.0.dist-info/WHEEL,,\n"
                                    + "helper-1.0.dist-info/RECORD,,\n")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        Files.write(place, bytes.toByteArray());
    }

    @Test
    void makePutsTogetherWhatTheMakefileSays() throws Exception {
        need("make", "--version");
        write("Makefile", "build-F:\n\tcp bootstrap.sh $(ARTIFACTS_DIR)/bootstrap\nbuild-G:\n\tfalse\n");
        write("bootstrap.sh", "#!/bin/sh\n");
        Builder.Built built = build("provided.al2023", "x", "makefile", "{}");
        assertEquals("make", built.tool());
        assertEquals(Map.of("bootstrap", "#!/bin/sh\n"), files(built.archive()));

        write("Makefile", "build-F:\n\techo cannot >&2; exit 3\n");
        BuildException failed =
                assertThrows(BuildException.class, () -> build("provided.al2023", "x", "makefile", "{}"));
        assertTrue(failed.getMessage().startsWith("`make build-F` failed with exit code 2"), failed.getMessage());
        assertTrue(failed.output().contains("cannot"), failed.output());
    }

    @Test
    void esbuildBundlesTypeScript() throws Exception {
        need("npm", "--version");
        write(
                "package.json",
                "{\"name\": \"f\", \"version\": \"1.0.0\", \"devDependencies\": {\"esbuild\": \"^0.25.0\"}}");
        write(
                "src/app.ts",
                "import { word } from './word';\nexport const handler = async (): Promise<string> => word;\n");
        write("src/word.ts", "export const word: string = 'bundled';\n");
        Builder.Built built;
        try {
            built = build("nodejs20.x", "src/app.handler", "esbuild", "{\"Minify\": false, \"Format\": \"cjs\"}");
        } catch (BuildException e) {
            Assumptions.assumeFalse(e.getMessage().startsWith("`npm "), "npm reaches no registry from here");
            throw e;
        }
        assertEquals("esbuild", built.tool());
        String bundle = files(built.archive()).getOrDefault("app.js", "");
        assertTrue(bundle.contains("\"bundled\"") && !bundle.contains(": string"), bundle);

        write("src/app.ts", "export const handler = ( => 1;\n");
        BuildException failed = assertThrows(
                BuildException.class, () -> build("nodejs20.x", "src/app.handler", "esbuild", "{\"Minify\": false}"));
        assertTrue(failed.output().contains("src/app.ts:1:"), "esbuild's own words: " + failed.output());
    }

    @Test
    void whatNeedsNoToolIsCopied() throws Exception {
        write("index.py", "def handler(event, context): pass\n");
        write("node_modules/left/out.js", "");
        Builder.Built built = build("python3.12", "index.handler", null, "{}");
        assertEquals("copy", built.tool());
        assertEquals(Map.of("index.py", "def handler(event, context): pass\n"), files(built.archive()));
        assertEquals(
                "F: weir has no build method rust-cargolambda (it has npm, esbuild, pip, maven, makefile)",
                assertThrows(BuildException.class, () -> build("provided.al2023", "x", "rust-cargolambda", "{}"))
                        .getMessage());
    }
}
