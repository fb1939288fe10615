package dev.weir.services.sns.operations;

import dev.weir.api.sns.AddPermissionInput;
import dev.weir.api.sns.AddPermissionResponse;
import dev.weir.api.sns.RemovePermissionInput;
import dev.weir.api.sns.RemovePermissionResponse;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.Topic;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** AddPermission and RemovePermission: statements of the topic's policy. */
public final class PermissionCalls {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> ACTIONS = Set.of(
            "GetTopicAttributes",
            "SetTopicAttributes",
            "AddPermission",
            "RemovePermission",
            "DeleteTopic",
            "Subscribe",
            "ListSubscriptionsByTopic",
            "Publish",
            "Receive");

    private final TopicArns arns;

    public PermissionCalls(TopicArns arns) {
        this.arns = arns;
    }

    public AddPermissionResponse add(Call call, AddPermissionInput input) {
        String label = input.label() == null ? "" : input.label();
        List<String> actions = input.actionName() == null ? List.of() : input.actionName();
        List<String> accounts = input.awsAccountId() == null ? List.of() : input.awsAccountId();
        if (!ACTIONS.containsAll(actions)) {
            throw SnsErrors.invalid("Policy statement action out of service scope!");
        }
        change(input.topicArn(), (topic, statements) -> {
            if (find(statements, label) >= 0) {
                throw SnsErrors.invalid("Statement already exists");
            }
            ObjectNode statement = statements.addObject().put("Sid", label).put("Effect", "Allow");
            put(
                    statement.putObject("Principal"),
                    "AWS",
                    accounts.stream()
                            .map(account -> "arn:aws:iam::" + account + ":root")
                            .toList());
            put(
                    statement,
                    "Action",
                    actions.stream().map(action -> "SNS:" + action).toList());
            statement.put("Resource", topic.arn());
        });
        return new AddPermissionResponse();
    }

    public RemovePermissionResponse remove(Call call, RemovePermissionInput input) {
        String label = input.label() == null ? "" : input.label();
        change(input.topicArn(), (topic, statements) -> {
            int found = find(statements, label);
            if (found >= 0) {
                statements.remove(found);
            }
        });
        return new RemovePermissionResponse();
    }

    private void change(@Nullable String topicArn, BiConsumer<Topic, ArrayNode> edit) {
        arns.topic(topicArn).configure(topic -> {
            String present = topic.attributes().getOrDefault("Policy", TopicAttributes.defaultPolicy(topic));
            ObjectNode policy = (ObjectNode) JSON.readTree(present);
            edit.accept(topic, policy.withArray("Statement"));
            return topic.with("Policy", policy.toString());
        });
    }

    private static int find(ArrayNode statements, String label) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).path("Sid").asString("").equals(label)) {
                return i;
            }
        }
        return -1;
    }

    private static void put(ObjectNode node, String name, List<String> values) {
        if (values.size() == 1) {
            node.put(name, values.get(0));
        } else {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
    }
}
