package dev.weir.services.lambda.operations;

import dev.weir.fabric.Fabric;
import dev.weir.functions.Functions;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.background.Targets;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.CodeStore;
import dev.weir.services.lambda.state.FunctionMeta;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.shapes.Call;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What operations work with. */
public record Context(Kernel kernel, Fabric fabric, Functions functions, CodeStore code, Targets targets) {
    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The present time as Lambda writes it in texts. */
    String timestamp() {
        return MODIFIED.format(kernel.clock().now());
    }

    /** Journals an accepted change, and lets nothing that was remembered of functions outlive it. */
    Cause changed(Call call, String operation, String arn) {
        targets.changed();
        return kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "lambda." + operation,
                        "",
                        arn,
                        call.requestId(),
                        Outcome.ACCEPTED,
                        "");
    }

    /** @throws dev.weir.shapes.AwsException where there is no such function */
    static FunctionMeta meta(ReadTx tx, FunctionName name) {
        FunctionMeta meta = LambdaState.meta(tx, name.scope(), name.name());
        if (meta == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        return meta;
    }

    /** The version that the qualifier, an alias perhaps, leads to. */
    static FunctionRecord version(ReadTx tx, FunctionName name) {
        Context.meta(tx, name);
        long number = name.version();
        if (number < 0) {
            var alias = LambdaState.alias(tx, name.scope(), name.name(), String.valueOf(name.qualifier()));
            String version = alias == null ? null : alias.functionVersion();
            if (version == null) {
                throw LambdaErrors.functionNotFound(name.arn());
            }
            number = version.equals("$LATEST") ? 0 : Long.parseLong(version);
        }
        FunctionRecord function = LambdaState.function(tx, name.scope(), name.name(), number);
        if (function == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        return function;
    }

    static void requireRevision(@Nullable String wanted, @Nullable String actual) {
        if (wanted != null && !wanted.equals(actual)) {
            throw LambdaErrors.revisionMismatch();
        }
    }
}
