package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code provided}, {@code provided.al2}, {@code provided.al2023} and {@code go1.x}: programs that speak the Runtime API
 * themselves.
 */
public final class Custom implements Family {
    @Override
    public boolean covers(String runtime) {
        return runtime.startsWith("provided") || runtime.equals("go1.x");
    }

    @Override
    public @Nullable String missing(String runtime) {
        return null;
    }

    @Override
    public String substitution(String runtime) {
        return "";
    }

    @Override
    public Launch launch(FunctionSpec spec, String taskRoot, String opt) {
        String program = spec.runtime().equals("go1.x") ? spec.handler() : "bootstrap";
        String inCode = taskRoot + "/" + program;
        String inLayer = opt + "/" + program;
        return new Launch(
                List.of(Files.exists(Path.of(inCode)) ? inCode : Files.exists(Path.of(inLayer)) ? inLayer : inCode),
                Map.of());
    }
}
