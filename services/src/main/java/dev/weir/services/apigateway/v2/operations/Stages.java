package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Stages and deployments. */
public final class Stages {
    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Deploying deploying;
    private final Journaling journal;

    public Stages(Kernel kernel, ApiStore<Api> store, Deploying deploying, Journaling journal) {
        this.kernel = kernel;
        this.store = store;
        this.deploying = deploying;
        this.journal = journal;
    }

    private static Stage shown(Stage stage) {
        return stage.toBuilder()
                .defaultRouteSettings(
                        stage.defaultRouteSettings() == null
                                ? RouteSettings.builder()
                                        .detailedMetricsEnabled(false)
                                        .build()
                                : stage.defaultRouteSettings())
                .routeSettings(stage.routeSettings() == null ? Map.of() : stage.routeSettings())
                .stageVariables(stage.stageVariables() == null ? Map.of() : stage.stageVariables())
                .tags(stage.tags() == null ? Map.of() : stage.tags())
                .build();
    }

    public CreateStageResponse create(Call call, CreateStageRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String name = Objects.requireNonNull(input.stageName());
        if (!name.equals("$default") && !name.matches("[A-Za-z0-9_-]{1,128}")) {
            throw ApiGatewayV2Errors.bad("Stage name only allows a-zA-Z0-9_- and $default");
        }
        Stage made = store.write(call.scope(), apiId, api -> {
            if (api.find(HttpPart.STAGE, name).isPresent()) {
                throw ApiGatewayV2Errors.stageExists();
            }
            checkDeployment(api, input.deploymentId());
            Stage stage = Records.copy(input, Stage.class).toBuilder()
                    .autoDeploy(Boolean.TRUE.equals(input.autoDeploy()))
                    .createdDate(kernel.clock().now())
                    .lastUpdatedDate(kernel.clock().now())
                    .build();
            Stage deployed = Boolean.TRUE.equals(stage.autoDeploy()) ? deploying.automatic(api, stage) : stage;
            Deploying.put(api, deployed);
            return deployed;
        });
        journal.accepted(call, "CreateStage", apiId, name);
        return Records.copy(shown(made), CreateStageResponse.class);
    }

    private static void checkDeployment(ApiWriter<Api> api, @org.jspecify.annotations.Nullable String id) {
        if (id != null) {
            Deployment unused = api.get(HttpPart.DEPLOYMENT, id);
        }
    }

    public UpdateStageResponse update(Call call, UpdateStageRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String name = Objects.requireNonNull(input.stageName());
        Stage changed = change(call, "UpdateStage", apiId, name, (api, stage) -> {
            checkDeployment(api, input.deploymentId());
            boolean was = Boolean.TRUE.equals(stage.autoDeploy());
            Stage merged = Records.merge(stage, input, Stage.class);
            boolean is = Boolean.TRUE.equals(merged.autoDeploy());
            if (was && !is) {
                deploying.keep(api, merged.deploymentId());
            }
            return is ? deploying.automatic(api, merged) : merged;
        });
        return Records.copy(shown(changed), UpdateStageResponse.class);
    }

    private interface Change {
        Stage apply(ApiWriter<Api> api, Stage stage);
    }

    private Stage change(Call call, String operation, String apiId, String name, Change change) {
        Stage changed = store.write(call.scope(), apiId, api -> {
            Stage stage = change.apply(api, api.get(HttpPart.STAGE, name)).toBuilder()
                    .lastUpdatedDate(kernel.clock().now())
                    .build();
            Deploying.put(api, stage);
            return stage;
        });
        journal.accepted(call, operation, apiId, name);
        return changed;
    }

    /** Changes a stage's tags. */
    void tag(Call call, String apiId, String name, UnaryOperator<Map<String, String>> how) {
        Stage unused = change(call, "TagResource", apiId, name, (api, stage) -> stage.toBuilder()
                .tags(how.apply(stage.tags() == null ? Map.of() : stage.tags()))
                .build());
    }

    public GetStageResponse get(Call call, GetStageRequest input) {
        Stage stage = store.read(
                call.scope(),
                Objects.requireNonNull(input.apiId()),
                api -> api.get(HttpPart.STAGE, Objects.requireNonNull(input.stageName())));
        return Records.copy(shown(stage), GetStageResponse.class);
    }

    public GetStagesResponse list(Call call, GetStagesRequest input) {
        Page<Stage> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.apiId()), api -> api.all(HttpPart.STAGE)),
                stage -> Objects.requireNonNull(stage.stageName()),
                input.nextToken(),
                Apis.limit(input.maxResults()));
        return GetStagesResponse.builder()
                .items(page.items().stream().map(Stages::shown).toList())
                .nextToken(page.next())
                .build();
    }

    public DeleteStageResponse delete(Call call, DeleteStageRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String name = Objects.requireNonNull(input.stageName());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Stage gone = api.get(HttpPart.STAGE, name);
            api.remove(HttpPart.STAGE, Objects.requireNonNull(gone.stageName()));
            return true;
        });
        journal.accepted(call, "DeleteStage", apiId, name);
        return DeleteStageResponse.builder().build();
    }

    public DeleteRouteSettingsResponse deleteRouteSettings(Call call, DeleteRouteSettingsRequest input) {
        Stage unused = change(
                call,
                "DeleteRouteSettings",
                Objects.requireNonNull(input.apiId()),
                Objects.requireNonNull(input.stageName()),
                (api, stage) -> {
                    Map<String, RouteSettings> settings =
                            new HashMap<>(stage.routeSettings() == null ? Map.of() : stage.routeSettings());
                    settings.remove(Objects.requireNonNull(input.routeKey()));
                    return stage.toBuilder().routeSettings(settings).build();
                });
        return DeleteRouteSettingsResponse.builder().build();
    }

    public DeleteAccessLogSettingsResponse deleteAccessLog(Call call, DeleteAccessLogSettingsRequest input) {
        Stage unused = change(
                call,
                "DeleteAccessLogSettings",
                Objects.requireNonNull(input.apiId()),
                Objects.requireNonNull(input.stageName()),
                (api, stage) -> stage.toBuilder().accessLogSettings(null).build());
        return DeleteAccessLogSettingsResponse.builder().build();
    }

    public CreateDeploymentResponse deploy(Call call, CreateDeploymentRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String stageName = input.stageName();
        Deployment made = store.write(call.scope(), apiId, api -> {
            Deployment deployment = deploying.snapshot(api, input.description());
            if (stageName != null) {
                Deploying.put(
                        api,
                        api.get(HttpPart.STAGE, stageName).toBuilder()
                                .deploymentId(deployment.deploymentId())
                                .lastUpdatedDate(kernel.clock().now())
                                .build());
            }
            return deployment;
        });
        journal.accepted(call, "CreateDeployment", apiId, Objects.requireNonNull(made.deploymentId()));
        return Records.copy(made, CreateDeploymentResponse.class);
    }

    public UpdateDeploymentResponse updateDeployment(Call call, UpdateDeploymentRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.deploymentId());
        Deployment changed = store.write(call.scope(), apiId, api -> {
            Deployment merged = Records.merge(api.get(HttpPart.DEPLOYMENT, id), input, Deployment.class);
            api.put(HttpPart.DEPLOYMENT, id, merged);
            return merged;
        });
        journal.accepted(call, "UpdateDeployment", apiId, id);
        return Records.copy(changed, UpdateDeploymentResponse.class);
    }

    public GetDeploymentResponse getDeployment(Call call, GetDeploymentRequest input) {
        Deployment deployment = store.read(
                call.scope(),
                Objects.requireNonNull(input.apiId()),
                api -> api.get(HttpPart.DEPLOYMENT, Objects.requireNonNull(input.deploymentId())));
        return Records.copy(deployment, GetDeploymentResponse.class);
    }

    public GetDeploymentsResponse listDeployments(Call call, GetDeploymentsRequest input) {
        Page<Deployment> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.apiId()), api -> api.all(HttpPart.DEPLOYMENT)),
                deployment -> Objects.requireNonNull(deployment.deploymentId()),
                input.nextToken(),
                Apis.limit(input.maxResults()));
        return GetDeploymentsResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    public DeleteDeploymentResponse deleteDeployment(Call call, DeleteDeploymentRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.deploymentId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Deployment gone = api.get(HttpPart.DEPLOYMENT, id);
            if (api.all(HttpPart.STAGE).stream()
                    .anyMatch(stage -> Objects.equals(stage.deploymentId(), gone.deploymentId()))) {
                throw ApiGatewayV2Errors.deploymentInUse();
            }
            api.remove(HttpPart.DEPLOYMENT, id);
            api.remove(HttpPart.SNAPSHOT, id);
            return true;
        });
        journal.accepted(call, "DeleteDeployment", apiId, id);
        return DeleteDeploymentResponse.builder().build();
    }
}
