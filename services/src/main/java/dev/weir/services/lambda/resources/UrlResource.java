package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.Cors;
import dev.weir.api.lambda.CreateFunctionUrlConfigRequest;
import dev.weir.api.lambda.DeleteFunctionUrlConfigRequest;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.UpdateFunctionUrlConfigRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::Url}: {@code Ref} is the function's ARN. */
public final class UrlResource implements ResourceType {
    private final LambdaOperations lambda;

    public UrlResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::Url";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("TargetFunctionArn", "Qualifier");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        CreateFunctionUrlConfigRequest create = CreateFunctionUrlConfigRequest.builder()
                .functionName(in.requiredText("TargetFunctionArn"))
                .qualifier(in.text("Qualifier"))
                .authType(in.requiredText("AuthType"))
                .invokeMode(in.text("InvokeMode"))
                .cors(cors(in.object("Cors")))
                .build();
        in.done();
        var created = lambda.createFunctionUrlConfig(request.call(), create);
        return provisioned(created.functionArn(), created.functionUrl());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties in = request.properties();
        Cors cors = cors(in.object("Cors"));
        UpdateFunctionUrlConfigRequest update = UpdateFunctionUrlConfigRequest.builder()
                .functionName(in.requiredText("TargetFunctionArn"))
                .qualifier(in.text("Qualifier"))
                .authType(in.requiredText("AuthType"))
                .invokeMode(in.text("InvokeMode"))
                .cors(cors == null ? Cors.builder().build() : cors)
                .build();
        in.done();
        var updated = lambda.updateFunctionUrlConfig(request.call(), update);
        return provisioned(updated.functionArn(), updated.functionUrl());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Gone.tolerated(() -> lambda.deleteFunctionUrlConfig(
                request.call(),
                DeleteFunctionUrlConfigRequest.builder()
                        .functionName(physicalId)
                        .build()));
    }

    private static @Nullable Cors cors(@Nullable Properties in) {
        if (in == null) {
            return null;
        }
        return Cors.builder()
                .allowCredentials(in.bool("AllowCredentials"))
                .allowHeaders(list(in, "AllowHeaders"))
                .allowMethods(list(in, "AllowMethods"))
                .allowOrigins(list(in, "AllowOrigins"))
                .exposeHeaders(list(in, "ExposeHeaders"))
                .maxAge(in.integer("MaxAge"))
                .build();
    }

    private static @Nullable List<String> list(Properties in, String name) {
        return in.has(name) ? in.texts(name) : null;
    }

    private static Provisioned provisioned(@Nullable String arn, @Nullable String url) {
        String id = String.valueOf(arn);
        return new Provisioned(
                id,
                Map.of("FunctionArn", StringNode.valueOf(id), "FunctionUrl", StringNode.valueOf(String.valueOf(url))));
    }
}
