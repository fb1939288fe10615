package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.domain.StagePatches;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.rest.state.Snapshot;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Deployments, and the stages that serve them. */
public final class Stages {
    private static final int ID = 6;

    private final Kernel kernel;
    private final ApiStore<RestApi> store;
    private final RestApis apis;

    public Stages(Kernel kernel, ApiStore<RestApi> store, RestApis apis) {
        this.kernel = kernel;
        this.store = store;
        this.apis = apis;
    }

    /** Deploys the API as it stands, to a stage where one is named. */
    public Deployment deploy(Call call, CreateDeploymentRequest input) {
        if (input.canarySettings() != null) {
            throw ApiGatewayErrors.unsupported("canary deployments");
        }
        refuseCache(input.cacheClusterEnabled());
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = kernel.ids().alphanumeric(ID);
        Deployment made = store.write(call.scope(), apiId, api -> {
            List<Resource> resources = api.all(RestPart.RESOURCE);
            checkComplete(resources);
            Deployment deployment = Deployment.builder()
                    .id(id)
                    .description(input.description())
                    .createdDate(kernel.clock().now())
                    .build();
            api.put(RestPart.DEPLOYMENT, id, deployment);
            List<String> binary = api.api().binaryMediaTypes();
            api.put(
                    RestPart.SNAPSHOT,
                    id,
                    new Snapshot(resources, binary == null ? List.of() : binary, api.all(RestPart.AUTHORIZER)));
            String stage = input.stageName();
            if (stage != null && !stage.isEmpty()) {
                put(api, moved(api, stage, id, input));
            }
            return deployment;
        });
        apis.accepted(call, "CreateDeployment", apiId, id);
        return made;
    }

    private static void checkComplete(List<Resource> resources) {
        boolean any = false;
        for (Resource resource : resources) {
            Map<String, Method> methods = resource.resourceMethods();
            for (Method method : methods == null ? List.<Method>of() : methods.values()) {
                any = true;
                if (method.methodIntegration() == null) {
                    throw ApiGatewayErrors.noIntegrations();
                }
            }
        }
        if (!any) {
            throw ApiGatewayErrors.noMethods();
        }
    }

    private Stage moved(ApiWriter<RestApi> api, String name, String deployment, CreateDeploymentRequest input) {
        Stage.Builder stage =
                api.find(RestPart.STAGE, name).map(Stage::toBuilder).orElseGet(() -> fresh(name));
        stage.deploymentId(deployment).lastUpdatedDate(kernel.clock().now());
        if (input.stageDescription() != null) {
            stage.description(input.stageDescription());
        }
        if (input.variables() != null) {
            stage.variables(input.variables());
        }
        if (input.tracingEnabled() != null) {
            stage.tracingEnabled(input.tracingEnabled());
        }
        return stage.build();
    }

    private Stage.Builder fresh(String name) {
        return Stage.builder()
                .stageName(name)
                .cacheClusterEnabled(false)
                .cacheClusterStatus("NOT_AVAILABLE")
                .methodSettings(Map.of())
                .tracingEnabled(false)
                .createdDate(kernel.clock().now())
                .lastUpdatedDate(kernel.clock().now());
    }

    private static void put(ApiWriter<RestApi> api, Stage stage) {
        api.put(RestPart.STAGE, Objects.requireNonNull(stage.stageName()), stage);
    }

    private static void refuseCache(@Nullable Boolean enabled) {
        if (Boolean.TRUE.equals(enabled)) {
            throw ApiGatewayErrors.unsupported("cache clusters");
        }
    }

    public Deployment getDeployment(Call call, GetDeploymentRequest input) {
        return store.read(
                call.scope(),
                Objects.requireNonNull(input.restApiId()),
                api -> api.get(RestPart.DEPLOYMENT, Objects.requireNonNull(input.deploymentId())));
    }

    public Deployments listDeployments(Call call, GetDeploymentsRequest input) {
        Page<Deployment> page = Page.of(
                store.read(
                        call.scope(), Objects.requireNonNull(input.restApiId()), api -> api.all(RestPart.DEPLOYMENT)),
                deployment -> Objects.requireNonNull(deployment.id()),
                input.position(),
                RestApis.limit(input.limit()));
        return Deployments.builder().items(page.items()).position(page.next()).build();
    }

    public DeleteDeploymentResponse deleteDeployment(Call call, DeleteDeploymentRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = Objects.requireNonNull(input.deploymentId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Deployment gone = api.get(RestPart.DEPLOYMENT, id);
            if (api.all(RestPart.STAGE).stream().anyMatch(stage -> Objects.equals(stage.deploymentId(), gone.id()))) {
                throw ApiGatewayErrors.activeStages();
            }
            api.remove(RestPart.DEPLOYMENT, id);
            api.remove(RestPart.SNAPSHOT, id);
            return true;
        });
        apis.accepted(call, "DeleteDeployment", apiId, id);
        return DeleteDeploymentResponse.builder().build();
    }

    public Stage create(Call call, CreateStageRequest input) {
        refuseCache(input.cacheClusterEnabled());
        if (input.canarySettings() != null) {
            throw ApiGatewayErrors.unsupported("canary deployments");
        }
        String apiId = Objects.requireNonNull(input.restApiId());
        String name = Objects.requireNonNull(input.stageName());
        if (!name.matches("[a-zA-Z0-9_-]{1,128}")) {
            throw ApiGatewayErrors.bad("Stage name only allows a-zA-Z0-9_-");
        }
        Stage made = store.write(call.scope(), apiId, api -> {
            if (api.find(RestPart.STAGE, name).isPresent()) {
                throw ApiGatewayErrors.stageExists();
            }
            Deployment deployment = api.get(RestPart.DEPLOYMENT, Objects.requireNonNull(input.deploymentId()));
            Stage stage = fresh(name)
                    .deploymentId(deployment.id())
                    .description(input.description())
                    .variables(input.variables())
                    .documentationVersion(input.documentationVersion())
                    .tracingEnabled(Boolean.TRUE.equals(input.tracingEnabled()))
                    .tags(input.tags())
                    .build();
            put(api, stage);
            return stage;
        });
        apis.accepted(call, "CreateStage", apiId, name);
        return made;
    }

    public Stage update(Call call, UpdateStageRequest input) {
        return change(
                call,
                "UpdateStage",
                Objects.requireNonNull(input.restApiId()),
                Objects.requireNonNull(input.stageName()),
                stage -> {
                    Stage changed = stage;
                    for (PatchOperation patch :
                            Objects.requireNonNullElse(input.patchOperations(), List.<PatchOperation>of())) {
                        changed = StagePatches.apply(changed, patch);
                    }
                    return changed;
                });
    }

    /** Changes a stage as a whole. */
    public Stage change(Call call, String operation, String apiId, String name, UnaryOperator<Stage> how) {
        Stage changed = store.write(call.scope(), apiId, api -> {
            Stage stage = how.apply(api.get(RestPart.STAGE, name)).toBuilder()
                    .lastUpdatedDate(kernel.clock().now())
                    .build();
            Deployment unused = api.get(RestPart.DEPLOYMENT, Objects.requireNonNull(stage.deploymentId()));
            put(api, stage);
            return stage;
        });
        apis.accepted(call, operation, apiId, name);
        return changed;
    }

    public Stage get(Call call, GetStageRequest input) {
        return store.read(
                call.scope(),
                Objects.requireNonNull(input.restApiId()),
                api -> api.get(RestPart.STAGE, Objects.requireNonNull(input.stageName())));
    }

    public dev.weir.api.apigateway.Stages list(Call call, GetStagesRequest input) {
        String deployment = input.deploymentId();
        List<Stage> stages =
                store.read(call.scope(), Objects.requireNonNull(input.restApiId()), api -> api.all(RestPart.STAGE));
        return dev.weir.api.apigateway.Stages.builder()
                .item(stages.stream()
                        .filter(stage -> deployment == null || deployment.equals(stage.deploymentId()))
                        .toList())
                .build();
    }

    /** Whether a stage is there and serves the deployment. */
    public boolean serves(Call call, @Nullable String apiId, String name, String deployment) {
        return store.read(call.scope(), Objects.requireNonNull(apiId), api -> api.find(RestPart.STAGE, name)
                .filter(stage -> deployment.equals(stage.deploymentId()))
                .isPresent());
    }

    public DeleteStageResponse delete(Call call, DeleteStageRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String name = Objects.requireNonNull(input.stageName());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Stage gone = api.get(RestPart.STAGE, name);
            api.remove(RestPart.STAGE, Objects.requireNonNull(gone.stageName()));
            return true;
        });
        apis.accepted(call, "DeleteStage", apiId, name);
        return DeleteStageResponse.builder().build();
    }
}
