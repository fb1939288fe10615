package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.process.Sandbox;
import java.nio.file.Files;
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
    public @Nullable String withoutProgram(FunctionSpec spec, Sandbox.Limits limits) {
        boolean there = spec.runtime().equals("go1.x")
                || Files.exists(limits.code().resolve("bootstrap"))
                || Files.exists(limits.layers().resolve("bootstrap"));
        return there ? null : "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    }

    @Override
    public Launch launch(FunctionSpec spec, Sandbox.Confinement place) {
        String program = spec.runtime().equals("go1.x") ? spec.handler() : "bootstrap";
        Sandbox.Limits limits = place.limits();
        boolean inLayer = !Files.exists(limits.code().resolve(program))
                && Files.exists(limits.layers().resolve(program));
        return new Launch(List.of((inLayer ? place.opt() : place.taskRoot()) + "/" + program), Map.of());
    }
}
