package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.api.ApiCalls.ApiCall;
import dev.weir.fabric.http.HttpOut;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.execution.Resource;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what Task states ask for. Source: AWS Step Functions Developer Guide, "Integrating services with Step Functions".
 */
final class TaskCalls {
    private static final String PRINCIPAL = "states.amazonaws.com";
    private static final String SDK = "aws-sdk:";

    /** The parameters of {@code lambda:invoke} that are obeyed. */
    private static final Set<String> INVOKE = Set.of("FunctionName", "Payload", "Qualifier");

    /** Optimized integrations: the SDK's name of the service. */
    private static final Map<String, String> OPTIMIZED =
            Map.of("dynamodb", "dynamodb", "events", "eventbridge", "sns", "sns", "sqs", "sqs", "states", "sfn");

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls api;
    private final GatewayTasks gateway;
    private final HttpTasks http;
    private final Mocks mocks;
    private final TaskErrors errors;

    TaskCalls(Kernel kernel, Fabric fabric, ApiCalls api, HttpOut out, Mocks mocks) {
        this.mocks = mocks;
        this.errors = new TaskErrors(kernel, api);
        this.gateway = new GatewayTasks(kernel, fabric);
        this.http = new HttpTasks(kernel, fabric, out);
        this.kernel = kernel;
        this.fabric = fabric;
        this.api = api;
    }

    HttpTasks http() {
        return http;
    }

    /** The service, as the SDK calls it, and the operation that a task calls; null where it calls none. */
    static String @Nullable [] operation(Resource resource) {
        String action = resource.action().replaceFirst("\\..*$", "");
        if (resource.service().startsWith(SDK)) {
            return new String[] {resource.service().substring(SDK.length()), action};
        }
        if (resource.service().equals("lambda")) {
            return new String[] {"lambda", action};
        }
        String known = OPTIMIZED.get(resource.service());
        return known == null ? null : new String[] {known, action};
    }

    Answer call(ExecutionRecord execution, Effects.Task task) {
        Answer mocked = mocks.answer(execution, task);
        if (mocked != null) {
            return mocked;
        }
        Resource resource = Resource.of(task.resource());
        Answer answer = resource.kind() == Resource.Kind.FUNCTION
                ? function(execution, task.resource(), task.input())
                : service(execution, resource, task.input());
        return resource.waits() && answer instanceof Answer.Result result ? new Answer.Later(result.value()) : answer;
    }

    private Answer service(ExecutionRecord execution, Resource resource, JsonNode input) {
        if (resource.action().contains(".sync")) {
            return Answer.lacks(resource.service() + ":" + resource.action());
        }
        String action = resource.action().replaceFirst("\\..*$", "");
        if (resource.service().equals("lambda") && action.equals("invoke")) {
            return invoke(execution, input);
        }
        if (resource.service().startsWith(SDK)) {
            String service = resource.service().substring(SDK.length());
            return sdk(execution, service, action, false, input);
        }
        if (resource.service().equals("apigateway") && action.equals("invoke")) {
            return gateway.invoke(execution, input);
        }
        if (resource.service().equals("http") && action.equals("invoke")) {
            return http.invoke(execution, input);
        }
        String known = OPTIMIZED.get(resource.service());
        return known == null
                ? Answer.lacks(resource.service() + ":" + action)
                : sdk(execution, known, action, true, texts(resource.service(), input));
    }

    private Answer sdk(ExecutionRecord execution, String service, String action, boolean optimized, JsonNode input) {
        if (api.standing(service, action) != ApiCalls.Standing.IMPLEMENTED) {
            return Answer.lacks("aws-sdk:" + service + ":" + action);
        }
        try {
            String result = api.call(new ApiCall(
                    execution.scope(), service, action, Data.text(input), execution.arn(), execution.cause()));
            JsonNode value = Data.parse(result);
            return new Answer.Result(value == null ? JsonNodeFactory.instance.objectNode() : value);
        } catch (AwsException e) {
            return optimized ? errors.optimized(service, e) : errors.sdk(service, e);
        }
    }

    TaskErrors errors() {
        return errors;
    }

    /** Bodies of messages and details of events may be written as JSON; the services take text. */
    private static JsonNode texts(String service, JsonNode input) {
        if (!(input instanceof ObjectNode object)) {
            return input;
        }
        ObjectNode changed = object.deepCopy();
        switch (service) {
            case "sqs" -> asText(changed, "MessageBody");
            case "sns" -> asText(changed, "Message");
            case "states" -> asText(changed, "Input");
            case "events" -> {
                JsonNode entries = changed.get("Entries");
                if (entries != null) {
                    entries.forEach(entry -> {
                        if (entry instanceof ObjectNode each) {
                            asText(each, "Detail");
                        }
                    });
                }
            }
            default -> {}
        }
        return changed;
    }

    private static void asText(ObjectNode object, String field) {
        JsonNode value = object.get(field);
        if (value != null && !value.isString()) {
            object.put(field, Data.text(value));
        }
    }

    private Answer invoke(ExecutionRecord execution, JsonNode input) {
        JsonNode name = input.get("FunctionName");
        if (name == null || !name.isString()) {
            return new Answer.Failure("States.Runtime", "The parameter 'FunctionName' is required but was missing");
        }
        for (String given : input.propertyNames()) {
            boolean waits = given.equals("InvocationType")
                    && input.get(given).asString().equals("RequestResponse");
            if (!waits && !INVOKE.contains(given)) {
                return Answer.lacks("lambda:invoke with " + given + " " + Data.text(input.get(given)));
            }
        }
        String function = name.asString();
        String arn = Arn.isArn(function)
                ? function
                : "arn:aws:lambda:" + execution.scope().region() + ":"
                        + execution.scope().account() + ":function:" + function;
        JsonNode qualifier = input.get("Qualifier");
        JsonNode payload = input.get("Payload");
        Answer answer = function(
                execution,
                qualifier == null ? arn : arn + ":" + qualifier.asString(),
                payload == null ? JsonNodeFactory.instance.objectNode() : payload);
        if (!(answer instanceof Answer.Result result)) {
            return answer;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("ExecutedVersion", "$LATEST");
        whole.set("Payload", result.value());
        whole.put("StatusCode", 200);
        return new Answer.Result(whole);
    }

    private Answer function(ExecutionRecord execution, String arn, JsonNode payload) {
        Arn function = Arn.parse(arn);
        Optional<Invocable> invocable = fabric.at(function, Invocable.class);
        if (invocable.isEmpty()) {
            return Answer.lacks(arn);
        }
        try {
            Invocable.Answer answer = invocable
                    .get()
                    .invoke(new Invocable.Invocation(
                            execution.scope(),
                            execution.arn(),
                            PRINCIPAL,
                            function,
                            Data.text(payload).getBytes(StandardCharsets.UTF_8),
                            execution.cause()));
            String text = new String(answer.payload(), StandardCharsets.UTF_8);
            JsonNode value = Data.parse(text.isEmpty() ? "null" : text);
            if (answer.error() == null) {
                return value == null
                        ? new Answer.Failure("States.Runtime", "The function's result is not JSON")
                        : new Answer.Result(value);
            }
            JsonNode type = value == null ? null : value.get("errorType");
            return new Answer.Failure(type == null ? "Lambda.Unknown" : type.asString(), text);
        } catch (AwsException e) {
            String code = e.code();
            return new Answer.Failure(
                    "Lambda." + (code.endsWith("Exception") ? code : code + "Exception"),
                    e.getMessage() + " (Service: Lambda, Status Code: " + e.status() + ", Request ID: "
                            + kernel.ids().uuid() + ")");
        }
    }
}
