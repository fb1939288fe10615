package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.AddLayerVersionPermissionRequest;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.RemoveLayerVersionPermissionRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::LayerVersionPermission}: {@code Ref} is the layer version's ARN, {@code #} and the statement. */
public final class LayerVersionPermissionResource implements ResourceType {
    private static final Set<String> ALL = Set.of("Action", "LayerVersionArn", "OrganizationId", "Principal");

    private final LambdaOperations lambda;

    public LayerVersionPermissionResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::LayerVersionPermission";
    }

    @Override
    public Set<String> replacing() {
        return ALL;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        String arn = in.requiredText("LayerVersionArn");
        int colon = arn.lastIndexOf(':');
        String statement = request.generatedName(100);
        AddLayerVersionPermissionRequest add = AddLayerVersionPermissionRequest.builder()
                .layerName(arn.substring(0, colon))
                .versionNumber(Long.valueOf(arn.substring(colon + 1)))
                .statementId(statement)
                .action(in.requiredText("Action"))
                .principal(in.requiredText("Principal"))
                .organizationId(in.text("OrganizationId"))
                .build();
        in.done();
        lambda.addLayerVersionPermission(request.call(), add);
        String id = arn + "#" + statement;
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
        int hash = physicalId.indexOf('#');
        String arn = physicalId.substring(0, hash);
        int colon = arn.lastIndexOf(':');
        Gone.tolerated(() -> lambda.removeLayerVersionPermission(
                request.call(),
                RemoveLayerVersionPermissionRequest.builder()
                        .layerName(arn.substring(0, colon))
                        .versionNumber(Long.valueOf(arn.substring(colon + 1)))
                        .statementId(physicalId.substring(hash + 1))
                        .build()));
    }
}
