package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.InvocationRequest;
import dev.weir.api.lambda.InvocationResponse;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.background.AsyncInvoker;
import dev.weir.services.lambda.background.Invoker;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Invoke. Source: AWS Lambda API Reference, "Invoke". */
public final class InvokeOperation {
    private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Context context;
    private final Invoker invoker;
    private final AsyncInvoker async;

    public InvokeOperation(Context context, Invoker invoker, AsyncInvoker async) {
        this.context = context;
        this.invoker = invoker;
        this.async = async;
    }

    public InvocationResponse invoke(Call call, InvocationRequest in) {
        if (in.durableExecutionName() != null) {
            throw LambdaErrors.unsupported("DurableExecutionName");
        }
        if (in.tenantId() != null) {
            throw LambdaErrors.unsupported("TenantId");
        }
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        byte[] payload = in.payload() == null || in.payload().length == 0 ? EMPTY_EVENT : in.payload();
        String type = in.invocationType() == null ? "RequestResponse" : in.invocationType();
        return switch (type) {
            case "DryRun" -> {
                context.targets().resolve(name);
                yield InvocationResponse.builder().statusCode(204).build();
            }
            case "Event" -> {
                context.targets().resolve(name);
                limit(payload, Invoker.MAX_ASYNC);
                Invoker.requireJson(payload);
                async.enqueue(name, payload, "", clientContext(in.clientContext()), call.requestId(), call.cause());
                yield InvocationResponse.builder().statusCode(202).build();
            }
            default -> wait(call, in, name, payload);
        };
    }

    private InvocationResponse wait(Call call, InvocationRequest in, FunctionName name, byte[] payload) {
        limit(payload, Invoker.MAX_SYNC);
        Invoker.requireJson(payload);
        Cause cause = call.cause();
        Answer answer = invoker.invoke(new Invoker.Request(
                name, payload, "", "", call.requestId(), clientContext(in.clientContext()), 1, cause));
        return InvocationResponse.builder()
                .statusCode(200)
                .functionError(answer.error())
                .logResult("Tail".equals(in.logType()) ? Base64.getEncoder().encodeToString(answer.logTail()) : null)
                .payload(answer.payload())
                .executedVersion(answer.executedVersion())
                .build();
    }

    private static void limit(byte[] payload, int most) {
        if (payload.length > most) {
            throw LambdaErrors.tooLarge(most);
        }
    }

    private static @Nullable String clientContext(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            Invoker.requireJson(text.getBytes(StandardCharsets.UTF_8));
            // It travels in a header, which holds no line breaks.
            return text.replaceAll("[\r\n]+", " ");
        } catch (IllegalArgumentException e) {
            throw LambdaErrors.invalid("Client context must be a valid Base64-encoded JSON object.");
        }
    }
}
