package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.Deployment;
import dev.weir.api.apigatewayv2.Stage;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.services.apigateway.v2.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** Makes deployments: by hand, and by itself for stages that ask for it whenever their API changes. */
public final class Deploying {
    static final int ID = 6;
    private static final String AUTOMATIC = "Automatic deployment triggered by changes to the Api configuration";

    private final Kernel kernel;

    public Deploying(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Deploys the API to all stages that deploy by themselves. */
    void changed(ApiWriter<Api> api) {
        for (Stage stage : api.all(HttpPart.STAGE)) {
            if (Boolean.TRUE.equals(stage.autoDeploy())) {
                put(api, automatic(api, stage));
            }
        }
    }

    /** The stage with a deployment of the API as it stands; takes the place of the one made by itself before. */
    Stage automatic(ApiWriter<Api> api, Stage stage) {
        String before = stage.deploymentId();
        if (before != null
                && api.find(HttpPart.DEPLOYMENT, before)
                        .filter(deployment -> Boolean.TRUE.equals(deployment.autoDeployed()))
                        .isPresent()) {
            api.remove(HttpPart.DEPLOYMENT, before);
        }
        Deployment made = record(api, AUTOMATIC, true);
        return stage.toBuilder()
                .deploymentId(made.deploymentId())
                .lastDeploymentStatusMessage(
                        "Successfully deployed stage with deployment ID '" + made.deploymentId() + "'")
                .build();
    }

    /** A deployment that keeps the API as it stands. */
    Deployment snapshot(ApiWriter<Api> api, @Nullable String description) {
        Deployment made = record(api, description, false);
        keep(api, made.deploymentId());
        return made;
    }

    /** Keeps the API as it stands under a deployment. */
    void keep(ApiWriter<Api> api, @Nullable String deployment) {
        if (deployment != null) {
            api.put(HttpPart.SNAPSHOT, deployment, asItStands(api));
        }
    }

    /** What a deployment would take now. */
    public static Snapshot asItStands(ApiReader<Api> api) {
        return new Snapshot(
                api.all(HttpPart.ROUTE),
                api.all(HttpPart.INTEGRATION),
                api.api().corsConfiguration(),
                api.all(HttpPart.AUTHORIZER));
    }

    private Deployment record(ApiWriter<Api> api, @Nullable String description, boolean automatic) {
        String id = kernel.ids().alphanumeric(ID);
        Deployment made = Deployment.builder()
                .deploymentId(id)
                .autoDeployed(automatic)
                .createdDate(kernel.clock().now())
                .deploymentStatus("DEPLOYED")
                .description(description)
                .build();
        api.put(HttpPart.DEPLOYMENT, id, made);
        return made;
    }

    static void put(ApiWriter<Api> api, Stage stage) {
        api.put(HttpPart.STAGE, java.util.Objects.requireNonNull(stage.stageName()), stage);
    }
}
