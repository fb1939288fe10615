package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.DeleteResourcePolicyInput;
import dev.weir.api.dynamodb.DeleteResourcePolicyOutput;
import dev.weir.api.dynamodb.GetResourcePolicyInput;
import dev.weir.api.dynamodb.GetResourcePolicyOutput;
import dev.weir.api.dynamodb.PolicyNotFoundException;
import dev.weir.api.dynamodb.PutResourcePolicyInput;
import dev.weir.api.dynamodb.PutResourcePolicyOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Policies;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Policies of tables and streams, which are stored and given back. Source: API Reference, "PutResourcePolicy". */
public final class ResourcePolicies {
    private static final int MAX_BYTES = 20 * 1024;
    private static final String NO_POLICY = "NO_POLICY";

    private final DynamoDbState state;
    private final Policies policies;

    public ResourcePolicies(DynamoDbState state) {
        this.state = state;
        this.policies = new Policies(state.kernel());
    }

    public PutResourcePolicyOutput put(Call call, PutResourcePolicyInput input) {
        Arn arn = resource(input.resourceArn());
        String text = Objects.requireNonNull(input.policy());
        checkDocument(text);
        String wanted = input.expectedRevisionId();
        Policies.Policy stored = policies.put(arn, text, present -> checkRevision(arn, wanted, present));
        record(call, "dynamodb.PutResourcePolicy", arn);
        return PutResourcePolicyOutput.builder().revisionId(stored.revision()).build();
    }

    private void record(Call call, String kind, Arn arn) {
        state.kernel().journal().record(call.cause(), call.scope(), kind, "", arn.toString(), "", Outcome.ACCEPTED, "");
    }

    private static void checkDocument(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw DynamoDbErrors.validation("Resource-based policy size exceeds the maximum allowed size of 20 KB");
        }
        try {
            if (JsonMapper.shared().readTree(text).isObject()) {
                return;
            }
        } catch (JacksonException e) {
            throw DynamoDbErrors.validation("Invalid policy document: " + e.getOriginalMessage());
        }
        throw DynamoDbErrors.validation("Invalid policy document: it must be a JSON object");
    }

    private static void checkRevision(Arn arn, @Nullable String wanted, Policies.@Nullable Policy present) {
        if (wanted == null) {
            return;
        }
        String revision = present == null ? NO_POLICY : present.revision();
        if (!wanted.equals(revision)) {
            throw notFound(arn);
        }
    }

    private static PolicyNotFoundException notFound(Arn arn) {
        return new PolicyNotFoundException("Resource-based policy not found for the provided ResourceArn: " + arn);
    }

    public GetResourcePolicyOutput get(GetResourcePolicyInput input) {
        Arn arn = resource(input.resourceArn());
        Policies.Policy policy = policies.get(arn);
        if (policy == null) {
            throw notFound(arn);
        }
        return GetResourcePolicyOutput.builder()
                .policy(policy.text())
                .revisionId(policy.revision())
                .build();
    }

    public DeleteResourcePolicyOutput delete(Call call, DeleteResourcePolicyInput input) {
        Arn arn = resource(input.resourceArn());
        String wanted = input.expectedRevisionId();
        Policies.Policy gone = policies.delete(arn, present -> checkRevision(arn, wanted, present));
        record(call, "dynamodb.DeleteResourcePolicy", arn);
        return DeleteResourcePolicyOutput.builder()
                .revisionId(gone == null ? null : gone.revision())
                .build();
    }

    private Arn resource(@Nullable String text) {
        String given = String.valueOf(text);
        if (!Arn.isArn(given)) {
            throw DynamoDbErrors.validation("Invalid ResourceArn: " + given);
        }
        Arn arn = Arn.parse(given);
        Table table = state.tables().get(arn.scope(), given);
        if (table == null) {
            throw DynamoDbErrors.resourceNotFound(given);
        }
        return arn;
    }
}
