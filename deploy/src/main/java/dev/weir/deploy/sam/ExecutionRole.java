package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The role that a function or state machine runs under, made of its policies. */
final class ExecutionRole {
    private final SamResource owner;
    private final Workspace work;
    private final ArrayNode managed = Json.array();
    private final ArrayNode documents = Json.array();

    ExecutionRole(SamResource owner, Workspace work) {
        this.owner = owner;
        this.work = work;
    }

    /** Adds one of AWS's managed policies by its path, such as {@code service-role/AWSLambdaBasicExecutionRole}. */
    ExecutionRole managed(String path) {
        Json.addOnce(managed, Json.node(work.arns().managedPolicy(path)));
        return this;
    }

    /** Adds a policy that is written out. */
    ExecutionRole document(ObjectNode policy) {
        documents.add(policy);
        return this;
    }

    /** The role, with the owner's policies added to those there are. */
    CfnResource make(ObjectNode trust, @Nullable JsonNode tags, List<JsonNode> policies) {
        for (int i = 0; i < policies.size(); i++) {
            add(policies.get(i), i);
        }
        return new CfnResource("AWS::IAM::Role", owner.logicalId() + "Role", owner.passedOn())
                .set("AssumeRolePolicyDocument", trust)
                .set("ManagedPolicyArns", managed)
                .set("Path", owner.get("RolePath"))
                .set("Policies", documents.isEmpty() ? null : documents)
                .set("PermissionsBoundary", owner.get("PermissionsBoundary"))
                .set("Tags", tags);
    }

    private enum Kind {
        MANAGED,
        DOCUMENT,
        UNKNOWN
    }

    private static Kind kind(JsonNode policy) {
        if (policy.isString()) {
            return Kind.MANAGED;
        }
        if (Intrinsics.isIf(policy)) {
            List<JsonNode> branches = Json.items(policy.get("Fn::If"));
            if (branches.size() != 3) {
                throw Invalid.template("Fn::If requires 3 arguments");
            }
            Kind then = kind(branches.get(1));
            Kind otherwise = kind(branches.get(2));
            if (then == otherwise || Intrinsics.isNoValue(branches.get(2))) {
                return then;
            }
            if (Intrinsics.isNoValue(branches.get(1))) {
                return otherwise;
            }
            throw Invalid.template("Different policy types within the same Fn::If statement is unsupported. "
                    + "Separate different policy types into different Fn::If statements");
        }
        if (Intrinsics.isIntrinsic(policy)) {
            return Kind.MANAGED;
        }
        return policy.isObject() && policy.has("Statement") ? Kind.DOCUMENT : Kind.UNKNOWN;
    }

    private void add(JsonNode policy, int index) {
        switch (kind(policy)) {
            case MANAGED -> {
                Json.addOnce(managed, resolved(policy));
            }
            case DOCUMENT -> {
                if (Intrinsics.isIf(policy) && policy.deepCopy() instanceof ObjectNode choice) {
                    ArrayNode branches = Json.childList(choice, "Fn::If");
                    for (int i = 1; i < branches.size(); i++) {
                        if (!Intrinsics.isNoValue(branches.get(i))) {
                            branches.set(i, named(branches.get(i), index));
                        }
                    }
                    documents.add(choice);
                } else {
                    documents.add(named(policy, index));
                }
            }
            case UNKNOWN ->
                throw owner.invalid("Policy at index %d in the 'Policies' property is not valid".formatted(index));
        }
    }

    /** A managed policy by its ARN where its name is known, in every branch of a condition. */
    private JsonNode resolved(JsonNode policy) {
        String name = Json.text(policy);
        if (name != null) {
            return Json.node(work.managedPolicy(name));
        }
        if (Intrinsics.isIf(policy) && policy.deepCopy() instanceof ObjectNode choice) {
            ArrayNode branches = Json.childList(choice, "Fn::If");
            for (int i = 1; i < branches.size(); i++) {
                branches.set(i, resolved(branches.get(i)));
            }
            return choice;
        }
        return policy;
    }

    private ObjectNode named(JsonNode document, int index) {
        return Json.object("PolicyName", owner.logicalId() + "RolePolicy" + index, "PolicyDocument", document);
    }
}
