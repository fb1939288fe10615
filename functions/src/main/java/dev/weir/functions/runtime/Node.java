package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.functions.code.NodeSdk;
import dev.weir.functions.process.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Node.js of any version, run by the machine's own. */
public final class Node implements Family {
    private final Path bootstraps;
    private final NodeSdk sdk;
    private @Nullable String version;

    public Node(Path bootstraps, NodeSdk sdk) {
        this.bootstraps = bootstraps;
        this.sdk = sdk;
    }

    @Override
    public void prepare(Path task, Path layers, Consumer<String> progress) {
        sdk.provide(task, layers, progress);
    }

    @Override
    public boolean covers(String runtime) {
        return runtime.startsWith("nodejs");
    }

    @Override
    public @Nullable String missing(String runtime) {
        return node() != null
                ? null
                : "no Node.js on this machine's PATH to run " + runtime
                        + ": install it (https://nodejs.org, or your system's package nodejs) and start weir again";
    }

    @Override
    public synchronized String substitution(String runtime) {
        if (version == null) {
            String node = node();
            version = node == null ? "" : Interpreters.output(node, "--version").replaceFirst("^v", "");
        }
        String wanted = runtime.replaceAll("[^0-9]", "");
        return version.startsWith(wanted + ".") ? "" : "Node.js " + version;
    }

    @Override
    public Launch launch(FunctionSpec spec, Sandbox.Confinement place) {
        String major = spec.runtime().replaceAll("[^0-9]", "");
        String node = node();
        if (node == null) {
            throw new UnavailableRuntimeException(String.valueOf(missing(spec.runtime())));
        }
        // As AWS sizes V8: what is left of the memory after the runtime itself.
        int heap = Math.max(64, spec.memory() * 9 / 10);
        return new Launch(
                List.of(
                        Interpreters.show(node, place),
                        "--max-old-space-size=" + heap,
                        place.show(Interpreters.unpack(bootstraps, "node.cjs"))),
                Map.of(
                        "NODE_PATH",
                        place.opt() + "/nodejs/node" + major + "/node_modules:" + place.opt() + "/nodejs/node_modules:"
                                + place.taskRoot()));
    }

    private static @Nullable String node() {
        return Interpreters.find("node", List.of("-p", "process.execPath"));
    }
}
