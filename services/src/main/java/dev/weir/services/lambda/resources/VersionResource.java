package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.DeleteFunctionRequest;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.PublishVersionRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::Version}: {@code Ref} is its ARN. */
public final class VersionResource implements ResourceType {
    private final LambdaOperations lambda;

    public VersionResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::Version";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("FunctionName", "CodeSha256", "Description");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        PublishVersionRequest publish = PublishVersionRequest.builder()
                .functionName(in.requiredText("FunctionName"))
                .codeSha256(in.text("CodeSha256"))
                .description(in.text("Description"))
                .build();
        in.done();
        FunctionConfiguration version = lambda.publishVersion(request.call(), publish);
        String arn = String.valueOf(version.functionArn());
        return new Provisioned(
                arn,
                Map.of(
                        "Version",
                        StringNode.valueOf(String.valueOf(version.version())),
                        "FunctionArn",
                        StringNode.valueOf(arn)));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties in = request.properties();
        in.text("FunctionName");
        in.text("CodeSha256");
        in.text("Description");
        in.done();
        String number = physicalId.substring(physicalId.lastIndexOf(':') + 1);
        return new Provisioned(
                physicalId,
                Map.of("Version", StringNode.valueOf(number), "FunctionArn", StringNode.valueOf(physicalId)));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Gone.tolerated(() -> lambda.deleteFunction(
                request.call(),
                DeleteFunctionRequest.builder().functionName(physicalId).build()));
    }
}
