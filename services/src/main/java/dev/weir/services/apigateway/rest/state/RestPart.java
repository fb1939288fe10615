package dev.weir.services.apigateway.rest.state;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Deployment;
import dev.weir.api.apigateway.Resource;
import dev.weir.api.apigateway.Stage;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.state.Part;

/** What a REST API consists of. */
public final class RestPart {
    public static final Part<Resource> RESOURCE =
            new Part<>("resource", Resource.class, id -> ApiGatewayErrors.noResource());
    public static final Part<Authorizer> AUTHORIZER =
            new Part<>("authorizer", Authorizer.class, id -> ApiGatewayErrors.noAuthorizer());
    public static final Part<Stage> STAGE = new Part<>("stage", Stage.class, id -> ApiGatewayErrors.noStage());
    public static final Part<Deployment> DEPLOYMENT =
            new Part<>("deployment", Deployment.class, id -> ApiGatewayErrors.noDeployment());
    /** What each deployment serves. */
    public static final Part<Snapshot> SNAPSHOT =
            new Part<>("snapshot", Snapshot.class, id -> ApiGatewayErrors.noDeployment());

    private RestPart() {}
}
