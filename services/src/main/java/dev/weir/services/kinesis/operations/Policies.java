package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.DeleteResourcePolicyInput;
import dev.weir.api.kinesis.GetResourcePolicyInput;
import dev.weir.api.kinesis.GetResourcePolicyOutput;
import dev.weir.api.kinesis.PutResourcePolicyInput;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Policies of streams and consumers, stored as they are given. Source: API Reference, "PutResourcePolicy". */
public final class Policies {
    private final Streams streams;
    private final Lookup lookup;

    public Policies(Streams streams, Lookup lookup) {
        this.streams = streams;
        this.lookup = lookup;
    }

    public void put(Call call, PutResourcePolicyInput input) {
        Lookup.refuse(input.streamId());
        Lookup.Resource resource = lookup.resource(input.resourceARN());
        String policy = String.valueOf(input.policy());
        if (!isDocument(policy)) {
            throw KinesisErrors.invalid("Invalid policy: it is no JSON object.");
        }
        set(resource, policy);
    }

    private static boolean isDocument(String policy) {
        try {
            return JsonMapper.shared().readTree(policy).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    public GetResourcePolicyOutput get(Call call, GetResourcePolicyInput input) {
        Lookup.refuse(input.streamId());
        String policy = policy(lookup.resource(input.resourceARN()));
        return GetResourcePolicyOutput.builder()
                .policy(policy == null ? "{}" : policy)
                .build();
    }

    public void delete(Call call, DeleteResourcePolicyInput input) {
        Lookup.refuse(input.streamId());
        Lookup.Resource resource = lookup.resource(input.resourceARN());
        if (policy(resource) == null) {
            throw KinesisErrors.notFound("No resource policy found for resource ARN " + input.resourceARN());
        }
        set(resource, null);
    }

    private static @Nullable String policy(Lookup.Resource resource) {
        Consumer consumer = resource.consumer();
        return consumer == null ? resource.owner().stream().policy() : consumer.policy();
    }

    private void set(Lookup.Resource resource, @Nullable String policy) {
        Consumer consumer = resource.consumer();
        if (consumer == null) {
            resource.owner().change(stream -> stream.withPolicy(policy));
            return;
        }
        streams.kernel().store().write(tx -> {
            streams.put(tx, resource.owner().stream(), consumer.withPolicy(policy));
            return null;
        });
    }
}
