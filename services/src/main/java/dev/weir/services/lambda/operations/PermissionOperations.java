package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.AddPermissionRequest;
import dev.weir.api.lambda.AddPermissionResponse;
import dev.weir.api.lambda.GetPolicyRequest;
import dev.weir.api.lambda.GetPolicyResponse;
import dev.weir.api.lambda.RemovePermissionRequest;
import dev.weir.api.lambda.RemovePermissionResponse;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.Policy;
import dev.weir.shapes.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Resource-based policies of functions. They are kept and answered; nothing is refused on their account yet. */
public final class PermissionOperations {
    private final Context context;

    public PermissionOperations(Context context) {
        this.context = context;
    }

    public AddPermissionResponse add(Call call, AddPermissionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        if ("$LATEST".equals(name.qualifier())) {
            throw LambdaErrors.invalid("We currently do not support adding policies for $LATEST.");
        }
        String id = String.valueOf(in.statementId());
        ObjectNode statement = statement(name, in);
        context.kernel().store().write(tx -> {
            Context.version(tx, name);
            Policy policy = LambdaState.policy(tx, name.scope(), name.name(), qualifier(name));
            if (policy != null && policy.statements().containsKey(id)) {
                throw LambdaErrors.conflict("The statement id (" + id
                        + ") provided already exists. Please provide a new statement id, or remove the existing"
                        + " statement.");
            }
            Context.requireRevision(in.revisionId(), policy == null ? null : policy.revisionId());
            String revision = context.kernel().ids().uuid();
            Policy fresh = (policy == null ? new Policy(revision, Map.of()) : policy).with(revision, id, statement);
            LambdaState.putPolicy(tx, name.scope(), name.name(), qualifier(name), fresh);
            return null;
        });
        context.changed(call, "AddPermission", name.arn());
        return AddPermissionResponse.builder().statement(statement.toString()).build();
    }

    public RemovePermissionResponse remove(Call call, RemovePermissionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        String id = String.valueOf(in.statementId());
        context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            Policy policy = LambdaState.policy(tx, name.scope(), name.name(), qualifier(name));
            if (policy == null) {
                throw LambdaErrors.notFound("No policy is associated with the given resource.");
            }
            if (!policy.statements().containsKey(id)) {
                throw LambdaErrors.notFound("Statement " + id + " is not found in resource policy.");
            }
            Context.requireRevision(in.revisionId(), policy.revisionId());
            Policy fresh = policy.without(context.kernel().ids().uuid(), id);
            LambdaState.putPolicy(tx, name.scope(), name.name(), qualifier(name), fresh);
            return null;
        });
        context.changed(call, "RemovePermission", name.arn());
        return RemovePermissionResponse.builder().build();
    }

    public GetPolicyResponse get(Call call, GetPolicyRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        return context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            Policy policy = LambdaState.policy(tx, name.scope(), name.name(), qualifier(name));
            if (policy == null) {
                throw LambdaErrors.noPolicy();
            }
            return GetPolicyResponse.builder()
                    .policy(policy.document())
                    .revisionId(policy.revisionId())
                    .build();
        });
    }

    private static String qualifier(FunctionName name) {
        return name.qualifier() == null ? "" : name.qualifier();
    }

    private static ObjectNode statement(FunctionName name, AddPermissionRequest in) {
        ObjectNode statement = Json.MAPPER.createObjectNode();
        statement.put("Sid", in.statementId());
        statement.put("Effect", "Allow");
        String principal = String.valueOf(in.principal());
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else if (principal.endsWith(".amazonaws.com") || principal.endsWith(".amazon.com")) {
            statement.putObject("Principal").put("Service", principal);
        } else {
            statement
                    .putObject("Principal")
                    .put("AWS", principal.startsWith("arn:") ? principal : "arn:aws:iam::" + principal + ":root");
        }
        statement.put("Action", in.action());
        statement.put("Resource", name.arn());
        ObjectNode conditions = Json.MAPPER.createObjectNode();
        condition(conditions, "ArnLike", "AWS:SourceArn", in.sourceArn());
        condition(conditions, "StringEquals", "AWS:SourceAccount", in.sourceAccount());
        condition(conditions, "StringEquals", "lambda:FunctionUrlAuthType", in.functionUrlAuthType());
        condition(conditions, "StringEquals", "lambda:EventSourceToken", in.eventSourceToken());
        condition(conditions, "StringEquals", "aws:PrincipalOrgID", in.principalOrgID());
        if (in.invokedViaFunctionUrl() != null) {
            condition(
                    conditions,
                    "Bool",
                    "lambda:InvokedViaFunctionUrl",
                    in.invokedViaFunctionUrl().toString());
        }
        if (!conditions.isEmpty()) {
            statement.set("Condition", conditions);
        }
        return statement;
    }

    private static void condition(ObjectNode conditions, String operator, String key, @Nullable String value) {
        if (value != null) {
            conditions.withObjectProperty(operator).put(key, value);
        }
    }
}
