package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Integrations: functions, and HTTP endpoints. */
public final class Integrations {
    static final int ID = 7;
    private static final int MIN_TIMEOUT = 50;
    private static final int MAX_TIMEOUT = 30_000;

    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Deploying deploying;
    private final Journaling journal;

    public Integrations(Kernel kernel, ApiStore<Api> store, Deploying deploying, Journaling journal) {
        this.kernel = kernel;
        this.store = store;
        this.deploying = deploying;
        this.journal = journal;
    }

    public CreateIntegrationResult create(Call call, CreateIntegrationRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = kernel.ids().alphanumeric(ID);
        Integration made = checked(Records.copy(input, Integration.class).toBuilder()
                .integrationId(id)
                .build());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            api.put(HttpPart.INTEGRATION, id, made);
            return true;
        });
        journal.accepted(call, "CreateIntegration", apiId, id);
        return Records.copy(made, CreateIntegrationResult.class);
    }

    public UpdateIntegrationResult update(Call call, UpdateIntegrationRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.integrationId());
        Integration changed = store.write(call.scope(), apiId, api -> {
            Integration merged = checked(Records.merge(api.get(HttpPart.INTEGRATION, id), input, Integration.class));
            api.put(HttpPart.INTEGRATION, id, merged);
            deploying.changed(api);
            return merged;
        });
        journal.accepted(call, "UpdateIntegration", apiId, id);
        return Records.copy(changed, UpdateIntegrationResult.class);
    }

    public GetIntegrationResult get(Call call, GetIntegrationRequest input) {
        Integration integration = store.read(
                call.scope(),
                Objects.requireNonNull(input.apiId()),
                api -> api.get(HttpPart.INTEGRATION, Objects.requireNonNull(input.integrationId())));
        return Records.copy(integration, GetIntegrationResult.class);
    }

    public GetIntegrationsResponse list(Call call, GetIntegrationsRequest input) {
        Page<Integration> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.apiId()), api -> api.all(HttpPart.INTEGRATION)),
                integration -> Objects.requireNonNull(integration.integrationId()),
                input.nextToken(),
                Apis.limit(input.maxResults()));
        return GetIntegrationsResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    public DeleteIntegrationResponse delete(Call call, DeleteIntegrationRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.integrationId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Integration gone = api.get(HttpPart.INTEGRATION, id);
            if (api.all(HttpPart.ROUTE).stream()
                    .anyMatch(route -> ("integrations/" + gone.integrationId()).equals(route.target()))) {
                throw ApiGatewayV2Errors.integrationInUse(id);
            }
            api.remove(HttpPart.INTEGRATION, id);
            return true;
        });
        journal.accepted(call, "DeleteIntegration", apiId, id);
        return DeleteIntegrationResponse.builder().build();
    }

    /** The integration with AWS's defaults; refuses what AWS or weir does not take. */
    static Integration checked(Integration given) {
        String type = Objects.requireNonNullElse(given.integrationType(), "");
        if (!type.equals("AWS_PROXY") && !type.equals("HTTP_PROXY")) {
            throw ApiGatewayV2Errors.unsupported("integrations of type " + type + " in HTTP APIs");
        }
        refuse(given.integrationSubtype(), "integration subtype " + given.integrationSubtype());
        refuse("VPC_LINK".equals(given.connectionType()) ? "" : null, "integrations through VPC links");
        refuse(mapping(given.requestParameters()), "parameter mapping of requests");
        refuse(mapping(given.responseParameters()), "parameter mapping of responses");
        String uri = Objects.requireNonNullElse(given.integrationUri(), "");
        boolean function = type.equals("AWS_PROXY");
        if (function ? !FunctionUri.namesFunction(uri) : !uri.startsWith("http://") && !uri.startsWith("https://")) {
            throw ApiGatewayV2Errors.badUri(uri);
        }
        Integer timeout = given.timeoutInMillis();
        if (timeout != null && (timeout < MIN_TIMEOUT || timeout > MAX_TIMEOUT)) {
            throw ApiGatewayV2Errors.badTimeout();
        }
        String format = given.payloadFormatVersion() == null ? "1.0" : given.payloadFormatVersion();
        if (!format.equals("1.0") && !format.equals("2.0")) {
            throw ApiGatewayV2Errors.bad("Invalid payload format version specified " + format);
        }
        return given.toBuilder()
                .connectionType("INTERNET")
                .integrationMethod(
                        given.integrationMethod() == null ? (function ? "POST" : "ANY") : given.integrationMethod())
                .payloadFormatVersion(format)
                .timeoutInMillis(timeout == null ? Integer.valueOf(MAX_TIMEOUT) : timeout)
                .build();
    }

    private static @Nullable String mapping(@Nullable Map<String, ?> parameters) {
        return parameters == null || parameters.isEmpty() ? null : "";
    }

    private static void refuse(@Nullable Object given, String what) {
        if (given != null) {
            throw ApiGatewayV2Errors.unsupported(what);
        }
    }
}
