package dev.weir.services.apigateway.v2;

import dev.weir.api.apigatewayv2.*;
import dev.weir.services.apigateway.v2.operations.Apis;
import dev.weir.services.apigateway.v2.operations.Authorizers;
import dev.weir.services.apigateway.v2.operations.Integrations;
import dev.weir.services.apigateway.v2.operations.Routes;
import dev.weir.services.apigateway.v2.operations.Stages;
import dev.weir.services.apigateway.v2.operations.Tags;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record ApiGatewayV2ApiOperations(
        Apis apis, Routes routes, Integrations integrations, Authorizers authorizers, Stages stages, Tags tags)
        implements ApiGatewayV2Operations {
    @Override
    public CreateApiResponse createApi(Call call, CreateApiRequest input) {
        return apis.create(call, input);
    }

    @Override
    public GetApiResponse getApi(Call call, GetApiRequest input) {
        return apis.get(call, input);
    }

    @Override
    public GetApisResponse getApis(Call call, GetApisRequest input) {
        return apis.list(call, input);
    }

    @Override
    public UpdateApiResponse updateApi(Call call, UpdateApiRequest input) {
        return apis.update(call, input);
    }

    @Override
    public DeleteApiResponse deleteApi(Call call, DeleteApiRequest input) {
        return apis.delete(call, input);
    }

    @Override
    public DeleteCorsConfigurationResponse deleteCorsConfiguration(Call call, DeleteCorsConfigurationRequest input) {
        return apis.deleteCors(call, input);
    }

    @Override
    public ImportApiResponse importApi(Call call, ImportApiRequest input) {
        return apis.importApi(call, input);
    }

    @Override
    public ReimportApiResponse reimportApi(Call call, ReimportApiRequest input) {
        return apis.reimport(call, input);
    }

    @Override
    public CreateRouteResult createRoute(Call call, CreateRouteRequest input) {
        return routes.create(call, input);
    }

    @Override
    public GetRouteResult getRoute(Call call, GetRouteRequest input) {
        return routes.get(call, input);
    }

    @Override
    public GetRoutesResponse getRoutes(Call call, GetRoutesRequest input) {
        return routes.list(call, input);
    }

    @Override
    public UpdateRouteResult updateRoute(Call call, UpdateRouteRequest input) {
        return routes.update(call, input);
    }

    @Override
    public DeleteRouteResponse deleteRoute(Call call, DeleteRouteRequest input) {
        return routes.delete(call, input);
    }

    @Override
    public CreateIntegrationResult createIntegration(Call call, CreateIntegrationRequest input) {
        return integrations.create(call, input);
    }

    @Override
    public GetIntegrationResult getIntegration(Call call, GetIntegrationRequest input) {
        return integrations.get(call, input);
    }

    @Override
    public GetIntegrationsResponse getIntegrations(Call call, GetIntegrationsRequest input) {
        return integrations.list(call, input);
    }

    @Override
    public UpdateIntegrationResult updateIntegration(Call call, UpdateIntegrationRequest input) {
        return integrations.update(call, input);
    }

    @Override
    public DeleteIntegrationResponse deleteIntegration(Call call, DeleteIntegrationRequest input) {
        return integrations.delete(call, input);
    }

    @Override
    public CreateStageResponse createStage(Call call, CreateStageRequest input) {
        return stages.create(call, input);
    }

    @Override
    public GetStageResponse getStage(Call call, GetStageRequest input) {
        return stages.get(call, input);
    }

    @Override
    public GetStagesResponse getStages(Call call, GetStagesRequest input) {
        return stages.list(call, input);
    }

    @Override
    public UpdateStageResponse updateStage(Call call, UpdateStageRequest input) {
        return stages.update(call, input);
    }

    @Override
    public DeleteStageResponse deleteStage(Call call, DeleteStageRequest input) {
        return stages.delete(call, input);
    }

    @Override
    public DeleteRouteSettingsResponse deleteRouteSettings(Call call, DeleteRouteSettingsRequest input) {
        return stages.deleteRouteSettings(call, input);
    }

    @Override
    public DeleteAccessLogSettingsResponse deleteAccessLogSettings(Call call, DeleteAccessLogSettingsRequest input) {
        return stages.deleteAccessLog(call, input);
    }

    @Override
    public CreateDeploymentResponse createDeployment(Call call, CreateDeploymentRequest input) {
        return stages.deploy(call, input);
    }

    @Override
    public GetDeploymentResponse getDeployment(Call call, GetDeploymentRequest input) {
        return stages.getDeployment(call, input);
    }

    @Override
    public GetDeploymentsResponse getDeployments(Call call, GetDeploymentsRequest input) {
        return stages.listDeployments(call, input);
    }

    @Override
    public UpdateDeploymentResponse updateDeployment(Call call, UpdateDeploymentRequest input) {
        return stages.updateDeployment(call, input);
    }

    @Override
    public DeleteDeploymentResponse deleteDeployment(Call call, DeleteDeploymentRequest input) {
        return stages.deleteDeployment(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return tags.untag(call, input);
    }

    @Override
    public GetTagsResponse getTags(Call call, GetTagsRequest input) {
        return tags.get(call, input);
    }

    @Override
    public CreateAuthorizerResponse createAuthorizer(Call call, CreateAuthorizerRequest input) {
        return authorizers.create(call, input);
    }

    @Override
    public GetAuthorizerResponse getAuthorizer(Call call, GetAuthorizerRequest input) {
        return authorizers.get(call, input);
    }

    @Override
    public GetAuthorizersResponse getAuthorizers(Call call, GetAuthorizersRequest input) {
        return authorizers.list(call, input);
    }

    @Override
    public UpdateAuthorizerResponse updateAuthorizer(Call call, UpdateAuthorizerRequest input) {
        return authorizers.update(call, input);
    }

    @Override
    public DeleteAuthorizerResponse deleteAuthorizer(Call call, DeleteAuthorizerRequest input) {
        return authorizers.delete(call, input);
    }
}
