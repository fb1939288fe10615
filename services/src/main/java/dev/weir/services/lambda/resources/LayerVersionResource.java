package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.DeleteLayerVersionRequest;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.LayerVersionContentInput;
import dev.weir.api.lambda.PublishLayerVersionRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::LayerVersion}: {@code Ref} is the layer version's ARN. */
public final class LayerVersionResource implements ResourceType {
    private static final Set<String> ALL = Set.of(
            "CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LayerName", "LicenseInfo");

    private final LambdaOperations lambda;

    public LayerVersionResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::LayerVersion";
    }

    @Override
    public Set<String> replacing() {
        return ALL;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        Properties content = in.object("Content");
        if (content == null) {
            throw new PropertyException("#: required key [Content] not found");
        }
        String given = in.text("LayerName");
        PublishLayerVersionRequest publish = PublishLayerVersionRequest.builder()
                .layerName(given == null ? request.generatedName(140) : given)
                .description(in.text("Description"))
                .licenseInfo(in.text("LicenseInfo"))
                .compatibleArchitectures(in.has("CompatibleArchitectures") ? in.texts("CompatibleArchitectures") : null)
                .compatibleRuntimes(in.has("CompatibleRuntimes") ? in.texts("CompatibleRuntimes") : null)
                .content(LayerVersionContentInput.builder()
                        .s3Bucket(content.text("S3Bucket"))
                        .s3Key(content.text("S3Key"))
                        .s3ObjectVersion(content.text("S3ObjectVersion"))
                        .build())
                .build();
        in.done();
        String arn = String.valueOf(
                lambda.publishLayerVersion(request.call(), publish).layerVersionArn());
        return new Provisioned(arn, Map.of("LayerVersionArn", StringNode.valueOf(arn)));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        ALL.forEach(request.properties()::json);
        request.properties().done();
        return new Provisioned(physicalId, Map.of("LayerVersionArn", StringNode.valueOf(physicalId)));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        int colon = physicalId.lastIndexOf(':');
        Gone.tolerated(() -> lambda.deleteLayerVersion(
                request.call(),
                DeleteLayerVersionRequest.builder()
                        .layerName(physicalId.substring(0, colon))
                        .versionNumber(Long.valueOf(physicalId.substring(colon + 1)))
                        .build()));
    }
}
