package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.DeleteFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.DeleteFunctionEventInvokeConfigResponse;
import dev.weir.api.lambda.DestinationConfig;
import dev.weir.api.lambda.FunctionEventInvokeConfig;
import dev.weir.api.lambda.GetFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.ListFunctionEventInvokeConfigsRequest;
import dev.weir.api.lambda.ListFunctionEventInvokeConfigsResponse;
import dev.weir.api.lambda.OnFailure;
import dev.weir.api.lambda.OnSuccess;
import dev.weir.api.lambda.PutFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.UpdateFunctionEventInvokeConfigRequest;
import dev.weir.kernel.Arn;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.shapes.Call;
import org.jspecify.annotations.Nullable;

/** How queued calls of a function are retried and where their records go. */
public final class EventInvokeOperations {
    private static final int MOST = 50;

    private final Context context;

    public EventInvokeOperations(Context context) {
        this.context = context;
    }

    public FunctionEventInvokeConfig put(Call call, PutFunctionEventInvokeConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        if (in.maximumRetryAttempts() == null
                && in.maximumEventAgeInSeconds() == null
                && in.destinationConfig() == null) {
            throw LambdaErrors.invalid("You must specify at least one of error handling or destination setting.");
        }
        FunctionEventInvokeConfig config = FunctionEventInvokeConfig.builder()
                .lastModified(context.kernel().clock().now())
                .functionArn(name.arn(qualifier(name)))
                .maximumRetryAttempts(in.maximumRetryAttempts())
                .maximumEventAgeInSeconds(in.maximumEventAgeInSeconds())
                .destinationConfig(destinations(name, in.destinationConfig()))
                .build();
        context.kernel().store().write(tx -> {
            Context.version(tx, name);
            LambdaState.putAsync(tx, name.scope(), name.name(), qualifier(name), config);
            return null;
        });
        context.changed(call, "PutFunctionEventInvokeConfig", name.arn(qualifier(name)));
        return config;
    }

    public FunctionEventInvokeConfig update(Call call, UpdateFunctionEventInvokeConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        FunctionEventInvokeConfig updated = context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            FunctionEventInvokeConfig now =
                    require(name, LambdaState.async(tx, name.scope(), name.name(), qualifier(name)));
            FunctionEventInvokeConfig.Builder fresh =
                    now.toBuilder().lastModified(context.kernel().clock().now());
            if (in.maximumRetryAttempts() != null) {
                fresh.maximumRetryAttempts(in.maximumRetryAttempts());
            }
            if (in.maximumEventAgeInSeconds() != null) {
                fresh.maximumEventAgeInSeconds(in.maximumEventAgeInSeconds());
            }
            if (in.destinationConfig() != null) {
                fresh.destinationConfig(destinations(name, in.destinationConfig()));
            }
            FunctionEventInvokeConfig changed = fresh.build();
            LambdaState.putAsync(tx, name.scope(), name.name(), qualifier(name), changed);
            return changed;
        });
        context.changed(call, "UpdateFunctionEventInvokeConfig", name.arn(qualifier(name)));
        return updated;
    }

    public FunctionEventInvokeConfig get(Call call, GetFunctionEventInvokeConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        return context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            return require(name, LambdaState.async(tx, name.scope(), name.name(), qualifier(name)));
        });
    }

    public DeleteFunctionEventInvokeConfigResponse delete(Call call, DeleteFunctionEventInvokeConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            require(name, LambdaState.async(tx, name.scope(), name.name(), qualifier(name)));
            LambdaState.deleteAsync(tx, name.scope(), name.name(), qualifier(name));
            return null;
        });
        context.changed(call, "DeleteFunctionEventInvokeConfig", name.arn(qualifier(name)));
        return DeleteFunctionEventInvokeConfigResponse.builder().build();
    }

    /** All at once: there are as many as a function has aliases that are configured. */
    public ListFunctionEventInvokeConfigsResponse list(Call call, ListFunctionEventInvokeConfigsRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        return context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            return ListFunctionEventInvokeConfigsResponse.builder()
                    .functionEventInvokeConfigs(LambdaState.asyncs(tx, name.scope(), name.name(), MOST))
                    .build();
        });
    }

    private static FunctionEventInvokeConfig require(FunctionName name, @Nullable FunctionEventInvokeConfig config) {
        if (config == null) {
            throw LambdaErrors.noEventInvokeConfig(Arn.parse(name.arn(qualifier(name))));
        }
        return config;
    }

    private static String qualifier(FunctionName name) {
        return name.qualifier() == null ? "$LATEST" : name.qualifier();
    }

    private static DestinationConfig destinations(FunctionName name, @Nullable DestinationConfig in) {
        OnSuccess success =
                in == null || in.onSuccess() == null ? OnSuccess.builder().build() : in.onSuccess();
        OnFailure failure =
                in == null || in.onFailure() == null ? OnFailure.builder().build() : in.onFailure();
        check(name, "OnSuccess", success.destination());
        check(name, "OnFailure", failure.destination());
        return DestinationConfig.builder().onSuccess(success).onFailure(failure).build();
    }

    private static void check(FunctionName name, String which, @Nullable String destination) {
        if (destination == null || destination.isEmpty()) {
            return;
        }
        if (!Arn.isArn(destination)) {
            throw LambdaErrors.invalid("The destination ARN " + destination + " is invalid.");
        }
        String service = Arn.parse(destination).service();
        if (service.equals("s3")) {
            throw LambdaErrors.unsupported("S3 as an asynchronous " + which + " destination");
        }
        if (destination.equals(name.arn(null)) || destination.equals(name.arn(qualifier(name)))) {
            throw LambdaErrors.invalid("You can't specify the function as a destination for itself.");
        }
    }
}
