package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.AccessLogSettings;
import dev.weir.api.apigateway.CreateStageRequest;
import dev.weir.api.apigateway.DeleteStageRequest;
import dev.weir.api.apigateway.MethodSetting;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.api.apigateway.Stage;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.PropertyMaps;
import dev.weir.services.apigateway.rest.operations.Stages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AWS::ApiGateway::Stage}. {@code Ref} is the stage's name. */
public final class StageResource implements ResourceType {
    private final Stages stages;

    public StageResource(Stages stages) {
        this.stages = stages;
    }

    private record Wanted(
            CreateStageRequest stage,
            Map<String, MethodSetting> settings,
            @Nullable AccessLogSettings log) {
        static Wanted read(ResourceRequest request) {
            Properties properties = request.properties();
            Properties log = properties.object("AccessLogSetting");
            Map<String, MethodSetting> settings = new LinkedHashMap<>();
            for (Properties setting : properties.objects("MethodSettings")) {
                settings.put(key(setting), setting(setting));
            }
            Wanted wanted = new Wanted(
                    CreateStageRequest.builder()
                            .restApiId(properties.requiredText("RestApiId"))
                            .stageName(properties.requiredText("StageName"))
                            .deploymentId(properties.requiredText("DeploymentId"))
                            .description(properties.text("Description"))
                            .variables(PropertyMaps.texts(properties, "Variables"))
                            .documentationVersion(properties.text("DocumentationVersion"))
                            .tracingEnabled(properties.bool("TracingEnabled"))
                            .cacheClusterEnabled(properties.bool("CacheClusterEnabled"))
                            .tags(PropertyMaps.tagList(request.tags(), properties))
                            .build(),
                    settings,
                    log == null
                            ? null
                            : AccessLogSettings.builder()
                                    .destinationArn(log.text("DestinationArn"))
                                    .format(log.text("Format"))
                                    .build());
            properties.done();
            return wanted;
        }

        /** Such as {@code *}{@code /*}, or {@code ~1orders~1{id}/GET}. */
        private static String key(Properties setting) {
            String path = setting.text("ResourcePath");
            String method = setting.text("HttpMethod");
            String given = path == null ? "/*" : path;
            String resource = given.equals("/*") || given.equals("*")
                    ? "*"
                    : given.startsWith("/~1") ? given.substring(1) : given.replace("/", "~1");
            return resource + "/" + (method == null ? "*" : method);
        }

        private static MethodSetting setting(Properties properties) {
            if (Boolean.TRUE.equals(properties.bool("CachingEnabled"))) {
                throw new PropertyException("#/MethodSettings: weir does not cache answers of methods");
            }
            String rate = properties.text("ThrottlingRateLimit");
            return MethodSetting.builder()
                    .metricsEnabled(properties.bool("MetricsEnabled"))
                    .loggingLevel(properties.text("LoggingLevel"))
                    .dataTraceEnabled(properties.bool("DataTraceEnabled"))
                    .throttlingBurstLimit(properties.integer("ThrottlingBurstLimit"))
                    .throttlingRateLimit(rate == null ? null : Double.valueOf(rate))
                    .build();
        }
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Stage";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RestApiId", "StageName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        stages.create(request.call(), wanted.stage());
        return put(request, wanted);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return put(request, Wanted.read(request));
    }

    private Provisioned put(ResourceRequest request, Wanted wanted) {
        CreateStageRequest given = wanted.stage();
        String name = Objects.requireNonNull(given.stageName());
        Stage unused = stages.change(
                request.call(),
                "UpdateStage",
                Objects.requireNonNull(given.restApiId()),
                name,
                stage -> stage.toBuilder()
                        .deploymentId(given.deploymentId())
                        .description(given.description())
                        .variables(given.variables())
                        .tracingEnabled(Boolean.TRUE.equals(given.tracingEnabled()))
                        .tags(given.tags())
                        .methodSettings(wanted.settings())
                        .accessLogSettings(wanted.log())
                        .build());
        return new Provisioned(name, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            stages.delete(
                    request.call(),
                    DeleteStageRequest.builder()
                            .restApiId(request.properties().requiredText("RestApiId"))
                            .stageName(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }
}
