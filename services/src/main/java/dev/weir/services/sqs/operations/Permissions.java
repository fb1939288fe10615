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
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** AddPermission and RemovePermission: statements of the queue's policy. */
public final class Permissions {
    private static final JsonMapper JSON = JsonMapper.shared();

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
        for (String action : granted) {
            if (!action.equals("*") && !actions.contains(action)) {
                throw SqsErrors.invalidValue(
                        "SQS:" + action,
                        "ActionName",
                        "Please refer to the appropriate WSDL for a list of valid actions. ");
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
                throw SqsErrors.invalidValue(label, "Label", "can't find label.");
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
