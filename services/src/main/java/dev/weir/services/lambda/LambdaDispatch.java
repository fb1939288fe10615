package dev.weir.services.lambda;

import dev.weir.api.lambda.AddLayerVersionPermissionRequest;
import dev.weir.api.lambda.AddLayerVersionPermissionResponse;
import dev.weir.api.lambda.AddPermissionRequest;
import dev.weir.api.lambda.AddPermissionResponse;
import dev.weir.api.lambda.AliasConfiguration;
import dev.weir.api.lambda.Concurrency;
import dev.weir.api.lambda.CreateAliasRequest;
import dev.weir.api.lambda.CreateEventSourceMappingRequest;
import dev.weir.api.lambda.CreateFunctionRequest;
import dev.weir.api.lambda.CreateFunctionUrlConfigRequest;
import dev.weir.api.lambda.CreateFunctionUrlConfigResponse;
import dev.weir.api.lambda.DeleteAliasRequest;
import dev.weir.api.lambda.DeleteAliasResponse;
import dev.weir.api.lambda.DeleteEventSourceMappingRequest;
import dev.weir.api.lambda.DeleteFunctionConcurrencyRequest;
import dev.weir.api.lambda.DeleteFunctionConcurrencyResponse;
import dev.weir.api.lambda.DeleteFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.DeleteFunctionEventInvokeConfigResponse;
import dev.weir.api.lambda.DeleteFunctionRequest;
import dev.weir.api.lambda.DeleteFunctionResponse;
import dev.weir.api.lambda.DeleteFunctionUrlConfigRequest;
import dev.weir.api.lambda.DeleteFunctionUrlConfigResponse;
import dev.weir.api.lambda.DeleteLayerVersionRequest;
import dev.weir.api.lambda.DeleteLayerVersionResponse;
import dev.weir.api.lambda.EventSourceMappingConfiguration;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.FunctionEventInvokeConfig;
import dev.weir.api.lambda.GetAccountSettingsRequest;
import dev.weir.api.lambda.GetAccountSettingsResponse;
import dev.weir.api.lambda.GetAliasRequest;
import dev.weir.api.lambda.GetEventSourceMappingRequest;
import dev.weir.api.lambda.GetFunctionConcurrencyRequest;
import dev.weir.api.lambda.GetFunctionConcurrencyResponse;
import dev.weir.api.lambda.GetFunctionConfigurationRequest;
import dev.weir.api.lambda.GetFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.GetFunctionRecursionConfigRequest;
import dev.weir.api.lambda.GetFunctionRecursionConfigResponse;
import dev.weir.api.lambda.GetFunctionRequest;
import dev.weir.api.lambda.GetFunctionResponse;
import dev.weir.api.lambda.GetFunctionUrlConfigRequest;
import dev.weir.api.lambda.GetFunctionUrlConfigResponse;
import dev.weir.api.lambda.GetLayerVersionByArnRequest;
import dev.weir.api.lambda.GetLayerVersionPolicyRequest;
import dev.weir.api.lambda.GetLayerVersionPolicyResponse;
import dev.weir.api.lambda.GetLayerVersionRequest;
import dev.weir.api.lambda.GetLayerVersionResponse;
import dev.weir.api.lambda.GetPolicyRequest;
import dev.weir.api.lambda.GetPolicyResponse;
import dev.weir.api.lambda.InvocationRequest;
import dev.weir.api.lambda.InvocationResponse;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.ListAliasesRequest;
import dev.weir.api.lambda.ListAliasesResponse;
import dev.weir.api.lambda.ListEventSourceMappingsRequest;
import dev.weir.api.lambda.ListEventSourceMappingsResponse;
import dev.weir.api.lambda.ListFunctionEventInvokeConfigsRequest;
import dev.weir.api.lambda.ListFunctionEventInvokeConfigsResponse;
import dev.weir.api.lambda.ListFunctionUrlConfigsRequest;
import dev.weir.api.lambda.ListFunctionUrlConfigsResponse;
import dev.weir.api.lambda.ListFunctionsRequest;
import dev.weir.api.lambda.ListFunctionsResponse;
import dev.weir.api.lambda.ListLayerVersionsRequest;
import dev.weir.api.lambda.ListLayerVersionsResponse;
import dev.weir.api.lambda.ListLayersRequest;
import dev.weir.api.lambda.ListLayersResponse;
import dev.weir.api.lambda.ListTagsRequest;
import dev.weir.api.lambda.ListTagsResponse;
import dev.weir.api.lambda.ListVersionsByFunctionRequest;
import dev.weir.api.lambda.ListVersionsByFunctionResponse;
import dev.weir.api.lambda.PublishLayerVersionRequest;
import dev.weir.api.lambda.PublishLayerVersionResponse;
import dev.weir.api.lambda.PublishVersionRequest;
import dev.weir.api.lambda.PutFunctionConcurrencyRequest;
import dev.weir.api.lambda.PutFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.RemoveLayerVersionPermissionRequest;
import dev.weir.api.lambda.RemoveLayerVersionPermissionResponse;
import dev.weir.api.lambda.RemovePermissionRequest;
import dev.weir.api.lambda.RemovePermissionResponse;
import dev.weir.api.lambda.TagResourceRequest;
import dev.weir.api.lambda.TagResourceResponse;
import dev.weir.api.lambda.UntagResourceRequest;
import dev.weir.api.lambda.UntagResourceResponse;
import dev.weir.api.lambda.UpdateAliasRequest;
import dev.weir.api.lambda.UpdateEventSourceMappingRequest;
import dev.weir.api.lambda.UpdateFunctionCodeRequest;
import dev.weir.api.lambda.UpdateFunctionConfigurationRequest;
import dev.weir.api.lambda.UpdateFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.UpdateFunctionUrlConfigRequest;
import dev.weir.api.lambda.UpdateFunctionUrlConfigResponse;
import dev.weir.services.lambda.operations.AliasOperations;
import dev.weir.services.lambda.operations.EventInvokeOperations;
import dev.weir.services.lambda.operations.FunctionOperations;
import dev.weir.services.lambda.operations.InvokeOperation;
import dev.weir.services.lambda.operations.LayerOperations;
import dev.weir.services.lambda.operations.MappingOperations;
import dev.weir.services.lambda.operations.PermissionOperations;
import dev.weir.services.lambda.operations.SettingOperations;
import dev.weir.services.lambda.operations.UrlOperations;
import dev.weir.services.lambda.operations.VersionOperations;
import dev.weir.shapes.Call;

/** Every operation of Lambda that weir does, and who does it. */
public record LambdaDispatch(
        FunctionOperations functions,
        VersionOperations versions,
        AliasOperations aliases,
        InvokeOperation invoke,
        LayerOperations layers,
        PermissionOperations permissions,
        SettingOperations settings,
        EventInvokeOperations eventInvoke,
        UrlOperations urls,
        MappingOperations mappings)
        implements LambdaOperations {
    @Override
    public FunctionConfiguration createFunction(Call call, CreateFunctionRequest input) {
        return functions.create(call, input);
    }

    @Override
    public FunctionConfiguration updateFunctionCode(Call call, UpdateFunctionCodeRequest input) {
        return functions.updateCode(call, input);
    }

    @Override
    public FunctionConfiguration updateFunctionConfiguration(Call call, UpdateFunctionConfigurationRequest input) {
        return functions.updateConfiguration(call, input);
    }

    @Override
    public GetFunctionResponse getFunction(Call call, GetFunctionRequest input) {
        return functions.get(call, input);
    }

    @Override
    public FunctionConfiguration getFunctionConfiguration(Call call, GetFunctionConfigurationRequest input) {
        return functions.getConfiguration(call, input);
    }

    @Override
    public DeleteFunctionResponse deleteFunction(Call call, DeleteFunctionRequest input) {
        return functions.delete(call, input);
    }

    @Override
    public ListFunctionsResponse listFunctions(Call call, ListFunctionsRequest input) {
        return functions.list(call, input);
    }

    @Override
    public FunctionConfiguration publishVersion(Call call, PublishVersionRequest input) {
        return versions.publish(call, input);
    }

    @Override
    public ListVersionsByFunctionResponse listVersionsByFunction(Call call, ListVersionsByFunctionRequest input) {
        return versions.list(call, input);
    }

    @Override
    public AliasConfiguration createAlias(Call call, CreateAliasRequest input) {
        return aliases.create(call, input);
    }

    @Override
    public AliasConfiguration getAlias(Call call, GetAliasRequest input) {
        return aliases.get(call, input);
    }

    @Override
    public AliasConfiguration updateAlias(Call call, UpdateAliasRequest input) {
        return aliases.update(call, input);
    }

    @Override
    public DeleteAliasResponse deleteAlias(Call call, DeleteAliasRequest input) {
        return aliases.delete(call, input);
    }

    @Override
    public ListAliasesResponse listAliases(Call call, ListAliasesRequest input) {
        return aliases.list(call, input);
    }

    @Override
    public InvocationResponse invoke(Call call, InvocationRequest input) {
        return invoke.invoke(call, input);
    }

    @Override
    public PublishLayerVersionResponse publishLayerVersion(Call call, PublishLayerVersionRequest input) {
        return layers.publish(call, input);
    }

    @Override
    public GetLayerVersionResponse getLayerVersion(Call call, GetLayerVersionRequest input) {
        return layers.get(call, input);
    }

    @Override
    public GetLayerVersionResponse getLayerVersionByArn(Call call, GetLayerVersionByArnRequest input) {
        return layers.getByArn(call, input);
    }

    @Override
    public ListLayersResponse listLayers(Call call, ListLayersRequest input) {
        return layers.list(call, input);
    }

    @Override
    public ListLayerVersionsResponse listLayerVersions(Call call, ListLayerVersionsRequest input) {
        return layers.versions(call, input);
    }

    @Override
    public DeleteLayerVersionResponse deleteLayerVersion(Call call, DeleteLayerVersionRequest input) {
        return layers.delete(call, input);
    }

    @Override
    public AddLayerVersionPermissionResponse addLayerVersionPermission(
            Call call, AddLayerVersionPermissionRequest input) {
        return layers.addPermission(call, input);
    }

    @Override
    public RemoveLayerVersionPermissionResponse removeLayerVersionPermission(
            Call call, RemoveLayerVersionPermissionRequest input) {
        return layers.removePermission(call, input);
    }

    @Override
    public GetLayerVersionPolicyResponse getLayerVersionPolicy(Call call, GetLayerVersionPolicyRequest input) {
        return layers.policy(call, input);
    }

    @Override
    public AddPermissionResponse addPermission(Call call, AddPermissionRequest input) {
        return permissions.add(call, input);
    }

    @Override
    public RemovePermissionResponse removePermission(Call call, RemovePermissionRequest input) {
        return permissions.remove(call, input);
    }

    @Override
    public GetPolicyResponse getPolicy(Call call, GetPolicyRequest input) {
        return permissions.get(call, input);
    }

    @Override
    public Concurrency putFunctionConcurrency(Call call, PutFunctionConcurrencyRequest input) {
        return settings.putConcurrency(call, input);
    }

    @Override
    public GetFunctionConcurrencyResponse getFunctionConcurrency(Call call, GetFunctionConcurrencyRequest input) {
        return settings.getConcurrency(call, input);
    }

    @Override
    public DeleteFunctionConcurrencyResponse deleteFunctionConcurrency(
            Call call, DeleteFunctionConcurrencyRequest input) {
        return settings.deleteConcurrency(call, input);
    }

    @Override
    public GetAccountSettingsResponse getAccountSettings(Call call, GetAccountSettingsRequest input) {
        return settings.account(call, input);
    }

    @Override
    public GetFunctionRecursionConfigResponse getFunctionRecursionConfig(
            Call call, GetFunctionRecursionConfigRequest input) {
        return settings.recursion(call, input);
    }

    @Override
    public ListTagsResponse listTags(Call call, ListTagsRequest input) {
        return settings.tags(call, input);
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
    public FunctionEventInvokeConfig putFunctionEventInvokeConfig(
            Call call, PutFunctionEventInvokeConfigRequest input) {
        return eventInvoke.put(call, input);
    }

    @Override
    public FunctionEventInvokeConfig updateFunctionEventInvokeConfig(
            Call call, UpdateFunctionEventInvokeConfigRequest input) {
        return eventInvoke.update(call, input);
    }

    @Override
    public FunctionEventInvokeConfig getFunctionEventInvokeConfig(
            Call call, GetFunctionEventInvokeConfigRequest input) {
        return eventInvoke.get(call, input);
    }

    @Override
    public DeleteFunctionEventInvokeConfigResponse deleteFunctionEventInvokeConfig(
            Call call, DeleteFunctionEventInvokeConfigRequest input) {
        return eventInvoke.delete(call, input);
    }

    @Override
    public ListFunctionEventInvokeConfigsResponse listFunctionEventInvokeConfigs(
            Call call, ListFunctionEventInvokeConfigsRequest input) {
        return eventInvoke.list(call, input);
    }

    @Override
    public CreateFunctionUrlConfigResponse createFunctionUrlConfig(Call call, CreateFunctionUrlConfigRequest input) {
        return urls.create(call, input);
    }

    @Override
    public UpdateFunctionUrlConfigResponse updateFunctionUrlConfig(Call call, UpdateFunctionUrlConfigRequest input) {
        return urls.update(call, input);
    }

    @Override
    public GetFunctionUrlConfigResponse getFunctionUrlConfig(Call call, GetFunctionUrlConfigRequest input) {
        return urls.get(call, input);
    }

    @Override
    public DeleteFunctionUrlConfigResponse deleteFunctionUrlConfig(Call call, DeleteFunctionUrlConfigRequest input) {
        return urls.delete(call, input);
    }

    @Override
    public ListFunctionUrlConfigsResponse listFunctionUrlConfigs(Call call, ListFunctionUrlConfigsRequest input) {
        return urls.list(call, input);
    }

    @Override
    public EventSourceMappingConfiguration createEventSourceMapping(Call call, CreateEventSourceMappingRequest input) {
        return mappings.create(call, input);
    }

    @Override
    public EventSourceMappingConfiguration updateEventSourceMapping(Call call, UpdateEventSourceMappingRequest input) {
        return mappings.update(call, input);
    }

    @Override
    public EventSourceMappingConfiguration getEventSourceMapping(Call call, GetEventSourceMappingRequest input) {
        return mappings.get(call, input);
    }

    @Override
    public EventSourceMappingConfiguration deleteEventSourceMapping(Call call, DeleteEventSourceMappingRequest input) {
        return mappings.delete(call, input);
    }

    @Override
    public ListEventSourceMappingsResponse listEventSourceMappings(Call call, ListEventSourceMappingsRequest input) {
        return mappings.list(call, input);
    }
}
