package dev.weir.services.apigateway.rest;

import dev.weir.api.apigateway.*;
import dev.weir.services.apigateway.rest.operations.Methods;
import dev.weir.services.apigateway.rest.operations.Resources;
import dev.weir.services.apigateway.rest.operations.RestApis;
import dev.weir.services.apigateway.rest.operations.RestAuthorizers;
import dev.weir.services.apigateway.rest.operations.Settings;
import dev.weir.services.apigateway.rest.operations.Stages;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record ApiGatewayApiOperations(
        RestApis apis,
        Resources resources,
        Methods methods,
        RestAuthorizers authorizers,
        Stages stages,
        Settings settings)
        implements ApiGatewayOperations {
    @Override
    public RestApi createRestApi(Call call, CreateRestApiRequest input) {
        return apis.create(call, input);
    }

    @Override
    public RestApi getRestApi(Call call, GetRestApiRequest input) {
        return apis.get(call, input);
    }

    @Override
    public dev.weir.api.apigateway.RestApis getRestApis(Call call, GetRestApisRequest input) {
        return apis.list(call, input);
    }

    @Override
    public RestApi updateRestApi(Call call, UpdateRestApiRequest input) {
        return apis.update(call, input);
    }

    @Override
    public DeleteRestApiResponse deleteRestApi(Call call, DeleteRestApiRequest input) {
        return apis.delete(call, input);
    }

    @Override
    public RestApi importRestApi(Call call, ImportRestApiRequest input) {
        return apis.importApi(call, input);
    }

    @Override
    public RestApi putRestApi(Call call, PutRestApiRequest input) {
        return apis.put(call, input);
    }

    @Override
    public Resource createResource(Call call, CreateResourceRequest input) {
        return resources.create(call, input);
    }

    @Override
    public Resource getResource(Call call, GetResourceRequest input) {
        return resources.get(call, input);
    }

    @Override
    public dev.weir.api.apigateway.Resources getResources(Call call, GetResourcesRequest input) {
        return resources.list(call, input);
    }

    @Override
    public Resource updateResource(Call call, UpdateResourceRequest input) {
        return resources.update(call, input);
    }

    @Override
    public DeleteResourceResponse deleteResource(Call call, DeleteResourceRequest input) {
        return resources.delete(call, input);
    }

    @Override
    public Method putMethod(Call call, PutMethodRequest input) {
        return methods.put(call, input);
    }

    @Override
    public Method getMethod(Call call, GetMethodRequest input) {
        return methods.get(call, input);
    }

    @Override
    public DeleteMethodResponse deleteMethod(Call call, DeleteMethodRequest input) {
        return methods.delete(call, input);
    }

    @Override
    public MethodResponse putMethodResponse(Call call, PutMethodResponseRequest input) {
        return methods.putResponse(call, input);
    }

    @Override
    public MethodResponse getMethodResponse(Call call, GetMethodResponseRequest input) {
        return methods.getResponse(call, input);
    }

    @Override
    public DeleteMethodResponseResponse deleteMethodResponse(Call call, DeleteMethodResponseRequest input) {
        return methods.deleteResponse(call, input);
    }

    @Override
    public Integration putIntegration(Call call, PutIntegrationRequest input) {
        return methods.putIntegration(call, input);
    }

    @Override
    public Integration getIntegration(Call call, GetIntegrationRequest input) {
        return methods.getIntegration(call, input);
    }

    @Override
    public DeleteIntegrationResponse deleteIntegration(Call call, DeleteIntegrationRequest input) {
        return methods.deleteIntegration(call, input);
    }

    @Override
    public IntegrationResponse putIntegrationResponse(Call call, PutIntegrationResponseRequest input) {
        return methods.putIntegrationResponse(call, input);
    }

    @Override
    public IntegrationResponse getIntegrationResponse(Call call, GetIntegrationResponseRequest input) {
        return methods.getIntegrationResponse(call, input);
    }

    @Override
    public Deployment createDeployment(Call call, CreateDeploymentRequest input) {
        return stages.deploy(call, input);
    }

    @Override
    public Deployment getDeployment(Call call, GetDeploymentRequest input) {
        return stages.getDeployment(call, input);
    }

    @Override
    public Deployments getDeployments(Call call, GetDeploymentsRequest input) {
        return stages.listDeployments(call, input);
    }

    @Override
    public DeleteDeploymentResponse deleteDeployment(Call call, DeleteDeploymentRequest input) {
        return stages.deleteDeployment(call, input);
    }

    @Override
    public Stage createStage(Call call, CreateStageRequest input) {
        return stages.create(call, input);
    }

    @Override
    public Stage getStage(Call call, GetStageRequest input) {
        return stages.get(call, input);
    }

    @Override
    public dev.weir.api.apigateway.Stages getStages(Call call, GetStagesRequest input) {
        return stages.list(call, input);
    }

    @Override
    public Stage updateStage(Call call, UpdateStageRequest input) {
        return stages.update(call, input);
    }

    @Override
    public DeleteStageResponse deleteStage(Call call, DeleteStageRequest input) {
        return stages.delete(call, input);
    }

    @Override
    public Account getAccount(Call call, GetAccountRequest input) {
        return settings.account(call);
    }

    @Override
    public Account updateAccount(Call call, UpdateAccountRequest input) {
        return settings.updateAccount(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return settings.tag(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return settings.untag(call, input);
    }

    @Override
    public Tags getTags(Call call, GetTagsRequest input) {
        return settings.tags(call, input);
    }

    @Override
    public Authorizer createAuthorizer(Call call, CreateAuthorizerRequest input) {
        return authorizers.create(call, input);
    }

    @Override
    public Authorizer getAuthorizer(Call call, GetAuthorizerRequest input) {
        return authorizers.get(call, input);
    }

    @Override
    public Authorizers getAuthorizers(Call call, GetAuthorizersRequest input) {
        return authorizers.list(call, input);
    }

    @Override
    public Authorizer updateAuthorizer(Call call, UpdateAuthorizerRequest input) {
        return authorizers.update(call, input);
    }

    @Override
    public DeleteAuthorizerResponse deleteAuthorizer(Call call, DeleteAuthorizerRequest input) {
        return authorizers.delete(call, input);
    }

    @Override
    public FlushStageAuthorizersCacheResponse flushStageAuthorizersCache(
            Call call, FlushStageAuthorizersCacheRequest input) {
        return authorizers.flush(call, input);
    }
}
