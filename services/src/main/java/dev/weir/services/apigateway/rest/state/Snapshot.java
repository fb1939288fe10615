package dev.weir.services.apigateway.rest.state;

import dev.weir.api.apigateway.Resource;
import java.util.List;

/** What a deployment took of its API. */
public record Snapshot(List<Resource> resources, List<String> binaryMediaTypes) {}
