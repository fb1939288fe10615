package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.CreateFunctionUrlConfigRequest;
import dev.weir.api.lambda.CreateFunctionUrlConfigResponse;
import dev.weir.api.lambda.DeleteFunctionUrlConfigRequest;
import dev.weir.api.lambda.DeleteFunctionUrlConfigResponse;
import dev.weir.api.lambda.FunctionUrlConfig;
import dev.weir.api.lambda.GetFunctionUrlConfigRequest;
import dev.weir.api.lambda.GetFunctionUrlConfigResponse;
import dev.weir.api.lambda.ListFunctionUrlConfigsRequest;
import dev.weir.api.lambda.ListFunctionUrlConfigsResponse;
import dev.weir.api.lambda.UpdateFunctionUrlConfigRequest;
import dev.weir.api.lambda.UpdateFunctionUrlConfigResponse;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.UrlRecord;
import dev.weir.shapes.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function URLs. Source: AWS Lambda Developer Guide, "Creating and managing Lambda function URLs". */
public final class UrlOperations {
    private static final int MOST = 50;

    private final Context context;

    public UrlOperations(Context context) {
        this.context = context;
    }

    public CreateFunctionUrlConfigResponse create(Call call, CreateFunctionUrlConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        refuseStreaming(in.invokeMode());
        UrlRecord url = context.kernel().store().write(tx -> {
            Context.version(tx, name);
            String qualifier = qualifier(name);
            if (LambdaState.url(tx, name.scope(), name.name(), qualifier) != null) {
                throw LambdaErrors.conflict("Failed to create function url config for [functionArn = " + name.arn()
                        + "]. Error message:  FunctionUrlConfig exists for this Lambda function");
            }
            String now = context.timestamp();
            UrlRecord fresh = new UrlRecord(
                    context.kernel().ids().alphanumeric(32),
                    new UrlRecord.Place(name.scope(), name.name(), qualifier),
                    String.valueOf(in.authType()),
                    in.cors(),
                    now,
                    now);
            LambdaState.putUrl(tx, fresh);
            return fresh;
        });
        context.changed(call, "CreateFunctionUrlConfig", name.arn());
        return CreateFunctionUrlConfigResponse.builder()
                .functionUrl(address(call, url))
                .functionArn(arn(url))
                .authType(url.authType())
                .cors(url.cors())
                .creationTime(url.created())
                .invokeMode("BUFFERED")
                .build();
    }

    public UpdateFunctionUrlConfigResponse update(Call call, UpdateFunctionUrlConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        refuseStreaming(in.invokeMode());
        UrlRecord url = context.kernel().store().write(tx -> {
            UrlRecord now = require(LambdaState.url(tx, name.scope(), name.name(), qualifier(name)));
            UrlRecord fresh = new UrlRecord(
                    now.id(),
                    now.place(),
                    in.authType() == null ? now.authType() : in.authType(),
                    in.cors() == null ? now.cors() : in.cors(),
                    now.created(),
                    context.timestamp());
            LambdaState.putUrl(tx, fresh);
            return fresh;
        });
        context.changed(call, "UpdateFunctionUrlConfig", name.arn());
        return UpdateFunctionUrlConfigResponse.builder()
                .functionUrl(address(call, url))
                .functionArn(arn(url))
                .authType(url.authType())
                .cors(url.cors())
                .creationTime(url.created())
                .lastModifiedTime(url.modified())
                .invokeMode("BUFFERED")
                .build();
    }

    public GetFunctionUrlConfigResponse get(Call call, GetFunctionUrlConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        UrlRecord url = context.kernel()
                .store()
                .read(tx -> require(LambdaState.url(tx, name.scope(), name.name(), qualifier(name))));
        return GetFunctionUrlConfigResponse.builder()
                .functionUrl(address(call, url))
                .functionArn(arn(url))
                .authType(url.authType())
                .cors(url.cors())
                .creationTime(url.created())
                .lastModifiedTime(url.modified())
                .invokeMode("BUFFERED")
                .build();
    }

    public DeleteFunctionUrlConfigResponse delete(Call call, DeleteFunctionUrlConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        context.kernel().store().write(tx -> {
            LambdaState.deleteUrl(tx, require(LambdaState.url(tx, name.scope(), name.name(), qualifier(name))));
            return null;
        });
        context.changed(call, "DeleteFunctionUrlConfig", name.arn());
        return DeleteFunctionUrlConfigResponse.builder().build();
    }

    /** All at once: there are as many as a function has aliases with a URL. */
    public ListFunctionUrlConfigsResponse list(Call call, ListFunctionUrlConfigsRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        List<UrlRecord> urls = context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            return LambdaState.urls(tx, name.scope(), name.name(), MOST);
        });
        return ListFunctionUrlConfigsResponse.builder()
                .functionUrlConfigs(urls.stream()
                        .map(url -> FunctionUrlConfig.builder()
                                .functionUrl(address(call, url))
                                .functionArn(arn(url))
                                .authType(url.authType())
                                .cors(url.cors())
                                .creationTime(url.created())
                                .lastModifiedTime(url.modified())
                                .invokeMode("BUFFERED")
                                .build())
                        .toList())
                .build();
    }

    private static String address(Call call, UrlRecord url) {
        int colon = call.authority().lastIndexOf(':');
        String port = colon < 0 ? "" : call.authority().substring(colon);
        return "http://" + url.id() + ".lambda-url." + url.place().scope().region() + ".localhost" + port + "/";
    }

    private static String arn(UrlRecord url) {
        String qualifier = url.place().qualifier();
        return new FunctionName(url.place().scope(), url.place().name(), qualifier.equals("$LATEST") ? null : qualifier)
                .arn();
    }

    private static String qualifier(FunctionName name) {
        return name.qualifier() == null ? "$LATEST" : name.qualifier();
    }

    private static UrlRecord require(@Nullable UrlRecord url) {
        if (url == null) {
            throw LambdaErrors.notFound("The resource you requested does not exist.");
        }
        return url;
    }

    private static void refuseStreaming(@Nullable String mode) {
        if ("RESPONSE_STREAM".equals(mode)) {
            throw LambdaErrors.unsupported("response streaming (InvokeMode RESPONSE_STREAM)");
        }
    }
}
