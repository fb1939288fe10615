package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.DeleteFunctionEventInvokeConfigRequest;
import dev.weir.api.lambda.DestinationConfig;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.OnFailure;
import dev.weir.api.lambda.OnSuccess;
import dev.weir.api.lambda.PutFunctionEventInvokeConfigRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AWS::Lambda::EventInvokeConfig}: {@code Ref} is an id made of the function's name and the qualifier. */
public final class EventInvokeConfigResource implements ResourceType {
    private final LambdaOperations lambda;

    public EventInvokeConfigResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::EventInvokeConfig";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("FunctionName", "Qualifier");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        String function = in.requiredText("FunctionName");
        String qualifier = in.requiredText("Qualifier");
        Properties destinations = in.object("DestinationConfig");
        String success = destination(destinations, "OnSuccess");
        String failure = destination(destinations, "OnFailure");
        PutFunctionEventInvokeConfigRequest put = PutFunctionEventInvokeConfigRequest.builder()
                .functionName(function)
                .qualifier(qualifier)
                .maximumRetryAttempts(in.has("MaximumRetryAttempts") ? in.integer("MaximumRetryAttempts") : 2)
                .maximumEventAgeInSeconds(
                        in.has("MaximumEventAgeInSeconds") ? in.integer("MaximumEventAgeInSeconds") : 21600)
                .destinationConfig(DestinationConfig.builder()
                        .onSuccess(OnSuccess.builder().destination(success).build())
                        .onFailure(OnFailure.builder().destination(failure).build())
                        .build())
                .build();
        in.done();
        lambda.putFunctionEventInvokeConfig(request.call(), put);
        return new Provisioned(function + "|" + qualifier, Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return create(request);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        int bar = physicalId.lastIndexOf('|');
        Gone.tolerated(() -> lambda.deleteFunctionEventInvokeConfig(
                request.call(),
                DeleteFunctionEventInvokeConfigRequest.builder()
                        .functionName(physicalId.substring(0, bar))
                        .qualifier(physicalId.substring(bar + 1))
                        .build()));
    }

    private static @Nullable String destination(@Nullable Properties in, String which) {
        Properties one = in == null ? null : in.object(which);
        return one == null ? null : one.text("Destination");
    }
}
