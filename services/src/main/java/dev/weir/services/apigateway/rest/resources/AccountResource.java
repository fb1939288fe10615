package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.PatchOperation;
import dev.weir.api.apigateway.UpdateAccountRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.rest.operations.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGateway::Account}: the account's role for logs, which stays when the resource goes. */
public final class AccountResource implements ResourceType {
    private final Settings settings;

    public AccountResource(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Account";
    }

    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        put(request);
        return provisioned(request.generatedName(128));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        put(request);
        return provisioned(physicalId);
    }

    private void put(ResourceRequest request) {
        String role = request.properties().text("CloudWatchRoleArn");
        request.properties().done();
        settings.updateAccount(
                request.call(),
                UpdateAccountRequest.builder()
                        .patchOperations(List.of(PatchOperation.builder()
                                .op("replace")
                                .path("/cloudwatchRoleArn")
                                .value(role)
                                .build()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {}

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("Id", StringNode.valueOf(id)));
    }
}
