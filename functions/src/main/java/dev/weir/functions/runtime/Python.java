package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.functions.process.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Python 3 of any version, run by the very one where the machine has it, else by its {@code python3}. */
public final class Python implements Family {
    private static final List<String> ASK = List.of("-c", "import sys; print(sys.executable)");

    private final Path bootstraps;
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    public Python(Path bootstraps) {
        this.bootstraps = bootstraps;
    }

    @Override
    public boolean covers(String runtime) {
        return runtime.startsWith("python");
    }

    @Override
    public @Nullable String missing(String runtime) {
        if (runtime.equals("python2.7")) {
            return "weir does not run Python 2 (python2.7)";
        }
        return python(runtime) != null
                ? null
                : "no Python 3 on this machine's PATH to run " + runtime
                        + ": install it (https://www.python.org, or your system's package python3) and start weir again";
    }

    @Override
    public String substitution(String runtime) {
        String python = python(runtime);
        if (python == null || python.endsWith("/" + runtime)) {
            return "";
        }
        String version = versions.computeIfAbsent(python, program -> Interpreters.output(program, "--version"));
        return version.startsWith("Python " + runtime.substring("python".length()) + ".") ? "" : version;
    }

    @Override
    public Launch launch(FunctionSpec spec, Sandbox.Confinement place) {
        String python = python(spec.runtime());
        if (python == null) {
            throw new UnavailableRuntimeException(String.valueOf(missing(spec.runtime())));
        }
        return new Launch(
                List.of(Interpreters.show(python, place), place.show(Interpreters.unpack(bootstraps, "python.py"))),
                Map.of(
                        "PYTHONPATH",
                        place.opt() + "/python/lib/" + spec.runtime() + "/site-packages:" + place.opt() + "/python",
                        "PYTHONUNBUFFERED",
                        "1",
                        "PYTHONDONTWRITEBYTECODE",
                        "1",
                        "PYTHONIOENCODING",
                        "utf-8"));
    }

    private static @Nullable String python(String runtime) {
        String exact = Interpreters.find(runtime, ASK);
        return exact != null ? exact : Interpreters.find("python3", ASK);
    }
}
