package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.CreateAuthorizerRequest;
import dev.weir.api.apigatewayv2.CreateAuthorizerResponse;
import dev.weir.api.apigatewayv2.DeleteAuthorizerRequest;
import dev.weir.api.apigatewayv2.DeleteAuthorizerResponse;
import dev.weir.api.apigatewayv2.GetAuthorizerRequest;
import dev.weir.api.apigatewayv2.GetAuthorizerResponse;
import dev.weir.api.apigatewayv2.GetAuthorizersRequest;
import dev.weir.api.apigatewayv2.GetAuthorizersResponse;
import dev.weir.api.apigatewayv2.JWTConfiguration;
import dev.weir.api.apigatewayv2.UpdateAuthorizerRequest;
import dev.weir.api.apigatewayv2.UpdateAuthorizerResponse;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.auth.IdentitySource;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;

/** Authorizers of HTTP APIs: functions, and issuers of JSON web tokens. */
public final class Authorizers {
    static final int ID = 6;
    private static final int LONGEST = 3600;

    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Deploying deploying;
    private final Journaling journal;

    public Authorizers(Kernel kernel, ApiStore<Api> store, Deploying deploying, Journaling journal) {
        this.kernel = kernel;
        this.store = store;
        this.deploying = deploying;
        this.journal = journal;
    }

    public CreateAuthorizerResponse create(Call call, CreateAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = kernel.ids().alphanumeric(ID);
        Authorizer made = checked(Records.copy(input, Authorizer.class).toBuilder()
                .authorizerId(id)
                .build());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            checkName(api, made);
            api.put(HttpPart.AUTHORIZER, id, made);
            deploying.changed(api);
            return true;
        });
        journal.accepted(call, "CreateAuthorizer", apiId, id);
        return Records.copy(made, CreateAuthorizerResponse.class);
    }

    public UpdateAuthorizerResponse update(Call call, UpdateAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.authorizerId());
        Authorizer changed = store.write(call.scope(), apiId, api -> {
            Authorizer merged = checked(Records.merge(api.get(HttpPart.AUTHORIZER, id), input, Authorizer.class));
            checkName(api, merged);
            api.put(HttpPart.AUTHORIZER, id, merged);
            deploying.changed(api);
            return merged;
        });
        journal.accepted(call, "UpdateAuthorizer", apiId, id);
        return Records.copy(changed, UpdateAuthorizerResponse.class);
    }

    /** At most ten authorizers make an API. */
    private static void checkName(ApiReader<Api> api, Authorizer authorizer) {
        for (Authorizer other : api.all(HttpPart.AUTHORIZER)) {
            if (Objects.equals(other.name(), authorizer.name())
                    && !Objects.equals(other.authorizerId(), authorizer.authorizerId())) {
                throw ApiGatewayV2Errors.bad("Authorizer name must be unique. Authorizer " + authorizer.name()
                        + " already exists in this API");
            }
        }
    }

    public GetAuthorizerResponse get(Call call, GetAuthorizerRequest input) {
        return Records.copy(
                store.read(
                        call.scope(),
                        Objects.requireNonNull(input.apiId()),
                        api -> api.get(HttpPart.AUTHORIZER, Objects.requireNonNull(input.authorizerId()))),
                GetAuthorizerResponse.class);
    }

    public GetAuthorizersResponse list(Call call, GetAuthorizersRequest input) {
        Page<Authorizer> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.apiId()), api -> api.all(HttpPart.AUTHORIZER)),
                authorizer -> Objects.requireNonNull(authorizer.authorizerId()),
                input.nextToken(),
                Apis.limit(input.maxResults()));
        return GetAuthorizersResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    public DeleteAuthorizerResponse delete(Call call, DeleteAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.authorizerId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Authorizer known = api.get(HttpPart.AUTHORIZER, id);
            if (api.all(HttpPart.ROUTE).stream().anyMatch(route -> id.equals(route.authorizerId()))) {
                throw ApiGatewayV2Errors.authorizerInUse(Objects.requireNonNull(known.name()));
            }
            api.remove(HttpPart.AUTHORIZER, id);
            deploying.changed(api);
            return true;
        });
        journal.accepted(call, "DeleteAuthorizer", apiId, id);
        return DeleteAuthorizerResponse.builder().build();
    }

    /** The authorizer, if AWS and weir take it. */
    static Authorizer checked(Authorizer given) {
        List<String> sources = given.identitySource() == null ? List.of() : given.identitySource();
        for (String source : sources) {
            if (!source.startsWith("$") || IdentitySource.parse(source).isEmpty()) {
                throw ApiGatewayV2Errors.bad("Invalid identity source specified: " + source);
            }
        }
        if (given.identityValidationExpression() != null) {
            throw ApiGatewayV2Errors.bad("IdentityValidationExpression is not supported for HTTP APIs");
        }
        if ("JWT".equals(given.authorizerType())) {
            JWTConfiguration jwt = given.jwtConfiguration();
            if (jwt == null || jwt.issuer() == null || jwt.audience() == null || sources.size() != 1) {
                throw ApiGatewayV2Errors.bad("A JWT authorizer needs one identity source, an issuer and an audience");
            }
            return given;
        }
        String uri = Objects.requireNonNullElse(given.authorizerUri(), "");
        if (!FunctionUri.namesFunction(uri)) {
            throw ApiGatewayV2Errors.bad("Invalid Authorizer URI: " + uri);
        }
        String version = given.authorizerPayloadFormatVersion();
        if (!"1.0".equals(version) && !"2.0".equals(version)) {
            throw ApiGatewayV2Errors.bad(
                    "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
        }
        if ("1.0".equals(version) && Boolean.TRUE.equals(given.enableSimpleResponses())) {
            throw ApiGatewayV2Errors.bad("EnableSimpleResponses is not supported for payload format version 1.0");
        }
        Integer ttl = given.authorizerResultTtlInSeconds();
        if (ttl != null && (ttl < 0 || ttl > LONGEST || (ttl > 0 && sources.isEmpty()))) {
            throw ApiGatewayV2Errors.bad(
                    ttl > LONGEST || ttl < 0
                            ? "Authorizer result TTL should be between 0 and 3600 seconds"
                            : "Identity source is required when caching is enabled");
        }
        return given;
    }
}
