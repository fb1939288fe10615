package dev.weir.services.lambda.background;

import dev.weir.api.lambda.AliasConfiguration;
import dev.weir.api.lambda.Layer;
import dev.weir.api.lambda.LoggingConfig;
import dev.weir.functions.Archive;
import dev.weir.functions.FunctionSpec;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.CodeStore;
import dev.weir.services.lambda.state.FunctionMeta;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.Layers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a name and qualifier lead to, ready to be run. Remembers what the store said until something changes. */
public final class Targets {
    private final Kernel kernel;
    private final CodeStore code;
    private final Map<FunctionName, Route> routes = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    public Targets(Kernel kernel, CodeStore code) {
        this.kernel = kernel;
        this.code = code;
    }

    /**
     * A version ready to be run.
     *
     * @param arn as the caller named it
     * @param reserved the function's reserved concurrency; null where it has none
     */
    public record Target(
            FunctionRecord function,
            FunctionSpec spec,
            String arn,
            @Nullable Integer reserved) {}

    private record Route(Target main, @Nullable Target additional, double additionalWeight) {}

    /** @throws dev.weir.shapes.AwsException where there is no such function, version or alias */
    public Target resolve(FunctionName name) {
        Route route = routes.get(name);
        if (route == null) {
            long seen = changes.get();
            route = kernel.store().read(tx -> route(tx, name));
            if (changes.get() == seen) {
                routes.put(name, route);
            }
        }
        Target additional = route.additional();
        return additional != null && kernel.ids().random().nextDouble() < route.additionalWeight()
                ? additional
                : route.main();
    }

    /** Something in the store has changed. */
    public void changed() {
        changes.incrementAndGet();
        routes.clear();
    }

    private Route route(ReadTx tx, FunctionName name) {
        FunctionMeta meta = LambdaState.meta(tx, name.scope(), name.name());
        if (meta == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        long version = name.version();
        if (version >= 0) {
            return new Route(target(tx, name, version, meta), null, 0);
        }
        String qualifier = name.qualifier() == null ? "" : name.qualifier();
        AliasConfiguration alias = LambdaState.alias(tx, name.scope(), name.name(), qualifier);
        if (alias == null || alias.functionVersion() == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        Target main = target(tx, name, number(alias.functionVersion()), meta);
        Map<String, Double> weights =
                alias.routingConfig() == null ? null : alias.routingConfig().additionalVersionWeights();
        if (weights == null || weights.isEmpty()) {
            return new Route(main, null, 0);
        }
        Map.Entry<String, Double> other = weights.entrySet().iterator().next();
        return new Route(main, target(tx, name, number(other.getKey()), meta), other.getValue());
    }

    private static long number(String version) {
        return version.equals("$LATEST") ? 0 : Long.parseLong(version);
    }

    private Target target(ReadTx tx, FunctionName name, long version, FunctionMeta meta) {
        FunctionRecord function = LambdaState.function(tx, name.scope(), name.name(), version);
        if (function == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        return new Target(function, spec(tx, name.scope(), function), name.arn(), meta.reserved());
    }

    private FunctionSpec spec(ReadTx tx, Scope scope, FunctionRecord function) {
        LoggingConfig logging = function.configuration().loggingConfig();
        boolean json = logging != null && "JSON".equals(logging.logFormat());
        String level = logging == null || logging.applicationLogLevel() == null ? "" : logging.applicationLogLevel();
        String group =
                logging == null || logging.logGroup() == null ? "/aws/lambda/" + function.name() : logging.logGroup();
        Integer storage = function.configuration().ephemeralStorage() == null
                ? null
                : function.configuration().ephemeralStorage().size();
        return new FunctionSpec(
                scope,
                function.name(),
                function.version(),
                function.revision(),
                function.runtime(),
                function.handler(),
                code.archive(function.code()),
                layers(tx, function),
                function.variables(),
                function.memory(),
                storage == null ? 512 : storage,
                Duration.ofSeconds(function.timeout()),
                group,
                json,
                level);
    }

    private List<Archive> layers(ReadTx tx, FunctionRecord function) {
        List<Archive> archives = new ArrayList<>();
        for (Layer layer : function.layers()) {
            Arn arn = Arn.parse(String.valueOf(layer.arn()));
            String[] parts = arn.resource().split(":");
            Layers.LayerRecord stored = Layers.get(tx, arn.scope(), parts[1], Long.parseLong(parts[2]));
            if (stored == null) {
                throw LambdaErrors.invalid("Layer version " + arn + " does not exist.");
            }
            archives.add(code.archive(stored.code()));
        }
        return archives;
    }
}
