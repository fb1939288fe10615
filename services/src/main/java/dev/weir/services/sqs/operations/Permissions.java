package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.AddPermissionRequest;
import dev.weir.api.sqs.AddPermissionResponse;
import dev.weir.api.sqs.RemovePermissionRequest;
import dev.weir.api.sqs.RemovePermissionResponse;
import dev.weir.api.sqs.SqsApi;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** AddPermission and RemovePermission: statements of the queue's policy. */
public final class Permissions {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9_-]{1,80}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_ACTIONS = 7;

    /** What may be granted to others; the rest is for the queue's owner alone. */
    private static final Set<String> GRANTABLE = Set.of(
            "*",
            "ChangeMessageVisibility",
            "DeleteMessage",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue",
            "ReceiveMessage",
            "SendMessage");

    private final QueueUrls urls;
    private final Clock clock;
    private final Set<String> actions =
            SqsApi.SCHEMA.operations().stream().map(Operation::name).collect(Collectors.toSet());

    public Permissions(QueueUrls urls, Clock clock) {
        this.urls = urls;
        this.clock = clock;
    }

    public AddPermissionResponse add(Call call, AddPermissionRequest input) {
        String label = SqsErrors.required(input.label(), "Label");
        List<String> granted = SqsErrors.required(input.actions(), "ActionName");
        List<String> accounts = SqsErrors.required(input.awsAccountIds(), "AWSAccountId");
        if (!LABEL.matcher(label).matches()) {
            throw SqsErrors.invalidValue(
                    label,
                    "Label",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        if (granted.isEmpty()) {
            throw SqsErrors.missing("Actions");
        }
        if (accounts.isEmpty()) {
            throw SqsErrors.invalidValue("[]", "PrincipalId", "Unable to verify.");
        }
        if (granted.size() > MAX_ACTIONS) {
            throw SqsErrors.tooManyActions(granted.size());
        }
        for (String action : granted) {
            if (!action.equals("*") && !actions.contains(action)) {
                throw SqsErrors.invalidValue(
                        "SQS:" + action,
                        "ActionName",
                        "Please refer to the appropriate WSDL for a list of valid actions. ");
            }
            if (!GRANTABLE.contains(action)) {
                throw SqsErrors.invalidValue(
                        "SQS:" + action, "ActionName", "Only the queue owner is allowed to invoke this action.");
            }
        }
        change(call, input.queueUrl(), (queue, statements) -> {
            if (find(statements, label) >= 0) {
                throw SqsErrors.invalidValue(label, "Label", "Already exists.");
            }
            ObjectNode statement = statements.addObject().put("Sid", label).put("Effect", "Allow");
            List<String> principals = accounts.stream()
                    .map(account -> "arn:aws:iam::" + account + ":root")
                    .toList();
            put(statement.putObject("Principal"), "AWS", principals);
            put(
                    statement,
                    "Action",
                    granted.stream().map(action -> "SQS:" + action).toList());
            statement.put("Resource", queue.arn());
        });
        return new AddPermissionResponse();
    }

    public RemovePermissionResponse remove(Call call, RemovePermissionRequest input) {
        String label = SqsErrors.required(input.label(), "Label");
        change(call, input.queueUrl(), (queue, statements) -> {
            int found = find(statements, label);
            if (found < 0) {
                throw SqsErrors.invalidValue(
                        label,
                        "Label",
                        statements.isEmpty() ? "can't find label." : "can't find label on existing policy.");
            }
            statements.remove(found);
        });
        return new RemovePermissionResponse();
    }

    private interface Edit {
        void apply(Queue queue, ArrayNode statements);
    }

    private void change(Call call, @org.jspecify.annotations.Nullable String url, Edit edit) {
        UnaryOperator<Queue> change = queue -> {
            String present = queue.attributes().get("Policy");
            ObjectNode policy = present == null
                    ? JSON.createObjectNode().put("Version", "2008-10-17").put("Id", queue.arn() + "/SQSDefaultPolicy")
                    : (ObjectNode) JSON.readTree(present);
            ArrayNode statements = policy.withArray("Statement");
            edit.apply(queue, statements);
            Map<String, String> attributes = new LinkedHashMap<>(queue.attributes());
            if (statements.isEmpty()) {
                attributes.remove("Policy");
            } else {
                attributes.put("Policy", policy.toString());
            }
            return queue.with(attributes, queue.redrive(), clock.millis());
        };
        urls.queue(call, url).configure(change);
    }

    private static int find(ArrayNode statements, String label) {
        for (int i = 0; i < statements.size(); i++) {
            JsonNode sid = statements.get(i).path("Sid");
            if (sid.asString("").equals(label)) {
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
