package dev.weir.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFunctionsTest {
    private static final String SOURCE = """
            package app;
            import com.amazonaws.services.lambda.runtime.*;
            public class App implements RequestHandler<App.In, App.Out> {
                public static class In { private String name; public String getName() { return name; } public void setName(String n) { name = n; } }
                public record Out(String greeting, int length) {
                    public String getGreeting() { return greeting; }
                    public int getLength() { return length; }
                }
                public Out handleRequest(In in, Context context) {
                    context.getLogger().log("hi " + in.getName());
                    if (in.getName() == null) throw new IllegalArgumentException("no name");
                    return new Out("hello " + in.getName(), in.getName().length());
                }
                public void stream(java.io.InputStream in, java.io.OutputStream out) throws java.io.IOException { in.transferTo(out); }
                public String plain(java.util.Map<String, Object> event) { return "plain " + event.get("a"); }
            }
            """;

    Bench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "Java functions run on Linux only");
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void allKindsOfHandlers(@TempDir Path sources) throws IOException {
        Map<String, byte[]> classes = compile(sources);
        Result pojo = bench.invoke(
                Bench.spec("java21", "app.App::handleRequest", classes, Duration.ofSeconds(15)), "{\"name\":\"ann\"}");
        assertEquals("{\"greeting\":\"hello ann\",\"length\":3}", Bench.text(pojo), () -> bench.explained(pojo));
        assertTrue(
                bench.log().stream().anyMatch(line -> line.equals("hi ann")),
                bench.log().toString());
        Result stream =
                bench.invoke(Bench.spec("java17", "app.App::stream", classes, Duration.ofSeconds(15)), "{\"a\":1}");
        assertEquals("{\"a\":1}", Bench.text(stream));
        Result plain =
                bench.invoke(Bench.spec("java11", "app.App::plain", classes, Duration.ofSeconds(15)), "{\"a\":1}");
        assertEquals("\"plain 1\"", Bench.text(plain));
        Result thrown = bench.invoke(Bench.spec("java21", "app.App", classes, Duration.ofSeconds(15)), "{}");
        assertEquals("Unhandled", thrown.error());
        assertTrue(
                Bench.text(thrown)
                        .startsWith(
                                "{\"errorMessage\":\"no name\",\"errorType\":\"java.lang.IllegalArgumentException\",\"stackTrace\":[\"app.App.handleRequest("),
                Bench.text(thrown));
        Result missing = bench.invoke(Bench.spec("java21", "app.Nope", classes, Duration.ofSeconds(15)), "{}");
        assertTrue(
                Bench.text(missing)
                        .startsWith(
                                "{\"errorMessage\":\"Class not found: app.Nope\",\"errorType\":\"java.lang.ClassNotFoundException\""),
                Bench.text(missing));
    }

    private Map<String, byte[]> compile(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/app")).resolve("App.java");
        Files.writeString(source, SOURCE);
        Path out = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "--release",
                "17",
                "-d",
                out.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
        assertEquals(0, result);
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(out.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
