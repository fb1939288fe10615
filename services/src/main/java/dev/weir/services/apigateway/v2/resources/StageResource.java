package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.AccessLogSettings;
import dev.weir.api.apigatewayv2.CreateStageRequest;
import dev.weir.api.apigatewayv2.DeleteStageRequest;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.RouteSettings;
import dev.weir.api.apigatewayv2.UpdateStageRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.PropertyMaps;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.v2.operations.Stages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AWS::ApiGatewayV2::Stage}. {@code Ref} is the stage's name. */
public final class StageResource implements ResourceType {
    private final Stages stages;

    public StageResource(Stages stages) {
        this.stages = stages;
    }

    private static CreateStageRequest read(ResourceRequest request) {
        Properties properties = request.properties();
        Properties log = properties.object("AccessLogSettings");
        Properties standard = properties.object("DefaultRouteSettings");
        CreateStageRequest wanted = CreateStageRequest.builder()
                .apiId(properties.requiredText("ApiId"))
                .stageName(properties.requiredText("StageName"))
                .autoDeploy(properties.bool("AutoDeploy"))
                .deploymentId(properties.text("DeploymentId"))
                .description(properties.text("Description"))
                .stageVariables(PropertyMaps.texts(properties, "StageVariables"))
                .accessLogSettings(
                        log == null
                                ? null
                                : AccessLogSettings.builder()
                                        .destinationArn(log.text("DestinationArn"))
                                        .format(log.text("Format"))
                                        .build())
                .defaultRouteSettings(standard == null ? null : settings(standard))
                .routeSettings(routes(properties.object("RouteSettings")))
                .tags(PropertyMaps.tags(request.tags(), properties))
                .build();
        properties.done();
        return wanted;
    }

    private static @Nullable Map<String, RouteSettings> routes(@Nullable Properties properties) {
        if (properties == null) {
            return null;
        }
        Map<String, RouteSettings> routes = new LinkedHashMap<>();
        for (String key : properties.names()) {
            Properties settings = properties.object(key);
            if (settings != null) {
                routes.put(key, settings(settings));
            }
        }
        return routes;
    }

    private static RouteSettings settings(Properties properties) {
        String rate = properties.text("ThrottlingRateLimit");
        return RouteSettings.builder()
                .dataTraceEnabled(properties.bool("DataTraceEnabled"))
                .detailedMetricsEnabled(properties.bool("DetailedMetricsEnabled"))
                .loggingLevel(properties.text("LoggingLevel"))
                .throttlingBurstLimit(properties.integer("ThrottlingBurstLimit"))
                .throttlingRateLimit(rate == null ? null : Double.valueOf(rate))
                .build();
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Stage";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ApiId", "StageName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreateStageRequest wanted = read(request);
        stages.create(request.call(), wanted);
        return new Provisioned(wanted.stageName() == null ? "" : wanted.stageName(), Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        stages.update(request.call(), Records.copy(read(request), UpdateStageRequest.class));
        return new Provisioned(physicalId, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            stages.delete(
                    request.call(),
                    DeleteStageRequest.builder()
                            .apiId(request.properties().requiredText("ApiId"))
                            .stageName(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }
}
