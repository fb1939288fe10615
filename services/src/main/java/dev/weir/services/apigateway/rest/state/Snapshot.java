package dev.weir.services.apigateway.rest.state;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment took of its API.
 *
 * @param authorizers null where it is older than authorizers are
 */
public record Snapshot(
        List<Resource> resources,
        List<String> binaryMediaTypes,
        @Nullable List<Authorizer> authorizers) {}
