package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.AddPermissionRequest;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.RemovePermissionRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::Permission}: {@code Ref} is its statement's id. */
public final class PermissionResource implements ResourceType {
    private static final Set<String> ALL = Set.of(
            "Action",
            "EventSourceToken",
            "FunctionName",
            "FunctionUrlAuthType",
            "InvokedViaFunctionUrl",
            "Principal",
            "PrincipalOrgID",
            "SourceAccount",
            "SourceArn");

    private final LambdaOperations lambda;

    public PermissionResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::Permission";
    }

    @Override
    public Set<String> replacing() {
        return ALL;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        String id = request.generatedName(100);
        AddPermissionRequest add = AddPermissionRequest.builder()
                .functionName(in.requiredText("FunctionName"))
                .statementId(id)
                .action(in.requiredText("Action"))
                .principal(in.requiredText("Principal"))
                .sourceArn(in.text("SourceArn"))
                .sourceAccount(in.text("SourceAccount"))
                .eventSourceToken(in.text("EventSourceToken"))
                .functionUrlAuthType(in.text("FunctionUrlAuthType"))
                .invokedViaFunctionUrl(in.bool("InvokedViaFunctionUrl"))
                .principalOrgID(in.text("PrincipalOrgID"))
                .build();
        in.done();
        lambda.addPermission(request.call(), add);
        return new Provisioned(id, Map.of("Id", StringNode.valueOf(id)));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        ALL.forEach(request.properties()::json);
        request.properties().done();
        return new Provisioned(physicalId, Map.of("Id", StringNode.valueOf(physicalId)));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Gone.tolerated(() -> lambda.removePermission(
                request.call(),
                RemovePermissionRequest.builder()
                        .functionName(request.properties().requiredText("FunctionName"))
                        .statementId(physicalId)
                        .build()));
    }
}
