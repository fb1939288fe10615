package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.AliasConfiguration;
import dev.weir.api.lambda.AliasRoutingConfiguration;
import dev.weir.api.lambda.CreateAliasRequest;
import dev.weir.api.lambda.DeleteAliasRequest;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.UpdateAliasRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::Alias}: {@code Ref} is its ARN. */
public final class AliasResource implements ResourceType {
    private final LambdaOperations lambda;

    public AliasResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::Alias";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("FunctionName", "Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        CreateAliasRequest create = CreateAliasRequest.builder()
                .functionName(in.requiredText("FunctionName"))
                .name(in.requiredText("Name"))
                .functionVersion(in.requiredText("FunctionVersion"))
                .description(in.text("Description"))
                .routingConfig(routing(in.object("RoutingConfig")))
                .build();
        in.done();
        return provisioned(lambda.createAlias(request.call(), create));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties in = request.properties();
        AliasRoutingConfiguration routing = routing(in.object("RoutingConfig"));
        UpdateAliasRequest update = UpdateAliasRequest.builder()
                .functionName(in.requiredText("FunctionName"))
                .name(in.requiredText("Name"))
                .functionVersion(in.requiredText("FunctionVersion"))
                .description(in.has("Description") ? in.text("Description") : "")
                .routingConfig(
                        routing == null
                                ? AliasRoutingConfiguration.builder()
                                        .additionalVersionWeights(Map.of())
                                        .build()
                                : routing)
                .build();
        in.text("Description");
        in.done();
        return provisioned(lambda.updateAlias(request.call(), update));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        int colon = physicalId.lastIndexOf(':');
        Gone.tolerated(() -> lambda.deleteAlias(
                request.call(),
                DeleteAliasRequest.builder()
                        .functionName(physicalId.substring(0, colon))
                        .name(physicalId.substring(colon + 1))
                        .build()));
    }

    private static @Nullable AliasRoutingConfiguration routing(@Nullable Properties in) {
        if (in == null) {
            return null;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Properties weight : in.objects("AdditionalVersionWeights")) {
            weights.put(weight.requiredText("FunctionVersion"), Double.valueOf(weight.requiredText("FunctionWeight")));
        }
        return AliasRoutingConfiguration.builder()
                .additionalVersionWeights(weights)
                .build();
    }

    private static Provisioned provisioned(AliasConfiguration alias) {
        String arn = String.valueOf(alias.aliasArn());
        return new Provisioned(arn, Map.of("AliasArn", StringNode.valueOf(arn)));
    }
}
