package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.InspectionData;
import dev.weir.api.states.InspectionDataRequest;
import dev.weir.api.states.InspectionDataResponse;
import dev.weir.api.states.InspectionErrorDetails;
import dev.weir.api.states.MockErrorOutput;
import dev.weir.api.states.MockInput;
import dev.weir.api.states.TestStateConfiguration;
import dev.weir.api.states.TestStateInput;
import dev.weir.api.states.TestStateOutput;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.background.Trials;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Resource;
import dev.weir.services.states.execution.StateTrial;
import dev.weir.services.states.language.DefinitionReader;
import dev.weir.services.states.language.Diagnostic;
import dev.weir.services.states.language.State;
import dev.weir.services.states.language.StateType;
import dev.weir.services.states.language.Workflow;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.Origin;
import dev.weir.services.states.state.Redrives;
import dev.weir.services.states.state.Selected;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** TestState. Source: AWS Step Functions API Reference, "TestState". */
public final class StateTests {
    private static final String NAME = "StateName";
    /** What a state on its own cannot have: others to lead to. */
    private static final Set<String> OF_MACHINES = Set.of("MISSING_TRANSITION_TARGET", "MISSING_END_STATE");

    private static final Set<StateType> MOCKED = Set.of(StateType.TASK, StateType.MAP, StateType.PARALLEL);

    private final Kernel kernel;
    private final Executions executions;
    private final Trials trials;

    public StateTests(Kernel kernel, Executions executions, Trials trials) {
        this.kernel = kernel;
        this.executions = executions;
        this.trials = trials;
    }

    public TestStateOutput test(Call call, TestStateInput input) {
        State state = state(requireNonNull(input.definition()), input.stateName());
        MockInput mock = input.mock();
        check(state, input, mock);
        JsonNode given = Data.parse(input.input() == null ? "{}" : input.input());
        if (given == null) {
            throw StatesErrors.badInput();
        }
        JsonNode result = mock == null || mock.result() == null ? null : mocked(state, mock);
        TestStateConfiguration configuration = input.stateConfiguration();
        ExecutionRecord execution = execution(call, input, given);
        Integer retries = configuration == null ? null : configuration.retrierRetryCount();
        StateTrial.Setting setting = new StateTrial.Setting(
                given,
                input.context() == null ? context(execution, state, given) : MockContexts.read(input.context(), state),
                variables(input.variables()),
                retries == null ? 0 : retries,
                configuration == null ? null : configuration.mapIterationFailureCount(),
                configuration == null || configuration.mapItemReaderData() == null
                        ? null
                        : Data.parse(configuration.mapItemReaderData()),
                kernel.clock().now());
        boolean reveal = Boolean.TRUE.equals(input.revealSecrets());
        Trials.@Nullable Exchange[] exchange = new Trials.Exchange[1];
        StateTrial.Report report = new StateTrial(
                        state,
                        setting,
                        arguments -> {
                            if (mock != null) {
                                MockErrorOutput error = mock.errorOutput();
                                return error == null
                                        ? new StateTrial.Attempt(
                                                result == null ? JsonNodeFactory.instance.objectNode() : result,
                                                null,
                                                null)
                                        : new StateTrial.Attempt(null, error.error(), error.cause());
                            }
                            Trials.Done done = trials.perform(
                                    execution, state.name(), String.valueOf(state.text("Resource")), arguments, reveal);
                            exchange[0] = done.exchange();
                            return done.attempt();
                        },
                        executions.chance())
                .run();
        String level = input.inspectionLevel() == null ? "INFO" : input.inspectionLevel();
        return TestStateOutput.builder()
                .status(report.status())
                .output(report.output())
                .error(report.error())
                .cause(report.cause())
                .nextState(report.nextState())
                .inspectionData(
                        level.equals("INFO") ? null : inspected(report, level.equals("TRACE") ? exchange[0] : null))
                .build();
    }

    private static State state(String definition, @Nullable String name) {
        if (name == null) {
            JsonNode written = Data.parse(definition);
            ObjectNode machine = JsonNodeFactory.instance.objectNode();
            machine.put("StartAt", NAME);
            machine.putObject("States")
                    .set(NAME, written == null ? JsonNodeFactory.instance.stringNode(definition) : written);
            DefinitionReader.Reading reading = DefinitionReader.read(Data.text(machine), false);
            List<Diagnostic> faults = reading.diagnostics().stream()
                    .filter(each -> each.error() && !OF_MACHINES.contains(each.code()))
                    .toList();
            if (!faults.isEmpty() || reading.definition() == null) {
                throw StatesErrors.badDefinition(faults);
            }
            return reading.definition().workflow().state(NAME);
        }
        DefinitionReader.Reading reading = DefinitionReader.read(definition, false);
        if (!reading.fine() || reading.definition() == null) {
            throw StatesErrors.badDefinition(reading.diagnostics());
        }
        State found = find(reading.definition().workflow(), name);
        if (found == null) {
            throw StatesErrors.badMock("State not found in definition");
        }
        return found;
    }

    private static @Nullable State find(Workflow workflow, String name) {
        for (State state : workflow.states().values()) {
            if (state.name().equals(name)) {
                return state;
            }
            for (Workflow inner : state.inner()) {
                State found = find(inner, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static void check(State state, TestStateInput input, @Nullable MockInput mock) {
        boolean nests = state.type() == StateType.MAP || state.type() == StateType.PARALLEL;
        if (mock == null) {
            if (nests) {
                throw StatesErrors.untestable("TestState API does not support Map or Parallel states. Supported state"
                        + " types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
            }
            if (MockContexts.waits(state)) {
                throw StatesErrors.untestable("TestState API does not support Activity tasks, or Task states with a"
                        + " '.sync' or '.waitForTaskToken' service integration pattern, when a mock is not specified");
            }
            if (state.type() == StateType.TASK && input.roleArn() == null) {
                throw StatesErrors.badMock("RoleArn must be specified when testing a Task state");
            }
            if (input.context() != null) {
                throw StatesErrors.badMock("A Context object can only be specified when a mock is specified.");
            }
            return;
        }
        if (!MOCKED.contains(state.type())) {
            throw StatesErrors.badMock(
                    "State type '" + state.type().written() + "' is not supported when a mock is specified");
        }
        if (Boolean.TRUE.equals(input.revealSecrets())) {
            throw StatesErrors.badMock("TestState does not support RevealSecrets when a mock is specified.");
        }
        if (mock.result() != null && mock.errorOutput() != null) {
            throw StatesErrors.badMock(
                    "A test mock should have only one of the following fields: [result, errorOutput].");
        }
        TestStateConfiguration configuration = input.stateConfiguration();
        String cause = configuration == null ? null : configuration.errorCausedByState();
        if (cause != null && state.inner().stream().allMatch(inner -> find(inner, cause) == null)) {
            throw StatesErrors.badMock("State not found in definition");
        }
    }

    private JsonNode mocked(State state, MockInput mock) {
        JsonNode result = Data.parse(requireNonNull(mock.result()));
        if (result == null) {
            throw StatesErrors.badMock("Mocked result must be valid JSON");
        }
        if (state.type() == StateType.PARALLEL) {
            if (!result.isArray()) {
                throw StatesErrors.badMock("Mocked result must be an array.");
            }
            if (result.size() != state.inner().size()) {
                throw StatesErrors.badMock(
                        "Mocked result must contain the same number of items as number of Parallel branches.");
            }
        } else if (state.type() == StateType.MAP) {
            if (state.field("ResultWriter") != null && !result.isObject()) {
                throw StatesErrors.badMock("Mocked result must be a JSON object.");
            }
            if (state.field("ResultWriter") == null && !result.isArray()) {
                throw StatesErrors.badMock("Mocked result must be an array.");
            }
        } else if (!"NONE".equals(mock.fieldValidationMode())) {
            Resource resource = Resource.of(String.valueOf(state.text("Resource")));
            boolean function = resource.service().equals("lambda");
            // What a token brings is whatever its holder sends.
            if (!resource.waits() && !resource.action().contains(".sync")) {
                trials.output(resource)
                        .ifPresent(schema -> new MockResults(!"PRESENT".equals(mock.fieldValidationMode()))
                                .check(schema, result, function ? "Payload" : null));
            }
        }
        return result;
    }

    /** The execution that a state would be part of. */
    private ExecutionRecord execution(Call call, TestStateInput input, JsonNode given) {
        String machine = kernel.ids().uuid();
        long now = kernel.clock().millis();
        String role = input.roleArn() == null
                ? "arn:aws:iam::" + call.scope().account() + ":role/" + machine
                : input.roleArn();
        return new ExecutionRecord(
                call.scope(),
                machine,
                kernel.ids().uuid(),
                "{}",
                null,
                role,
                Data.text(given),
                ExecutionRecord.RUNNING,
                now,
                0,
                null,
                null,
                null,
                null,
                call.cause(),
                Origin.of(new Selected(
                        new MachineRecord(
                                call.scope(), machine, "{}", role, "EXPRESS", now, now, null, null, false, Map.of(), 0),
                        null,
                        null,
                        null)),
                Redrives.NONE);
    }

    private static ObjectNode context(ExecutionRecord execution, State state, JsonNode given) {
        String now = Instant.ofEpochMilli(execution.started()).toString();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("Execution")
                .put("Id", execution.expressArn())
                .set("Input", given)
                .put("StartTime", now)
                .put("Name", execution.name())
                .put("RoleArn", execution.roleArn());
        context.putObject("StateMachine").put("Id", execution.machineArn()).put("Name", execution.machine());
        context.putObject("State")
                .put("Name", state.name())
                .put("EnteredTime", now)
                .put("RetryCount", 0);
        return context;
    }

    private static Map<String, JsonNode> variables(@Nullable String text) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        if (text != null) {
            if (!(Data.parse(text) instanceof ObjectNode object)) {
                throw StatesErrors.badMock("Variables must be a valid JSON object");
            }
            object.properties().forEach(each -> variables.put(each.getKey(), each.getValue()));
        }
        return variables;
    }

    private static InspectionData inspected(StateTrial.Report report, Trials.@Nullable Exchange exchange) {
        Map<String, JsonNode> seen = report.seen();
        InspectionData.Builder data = InspectionData.builder()
                .input(text(seen, "input"))
                .afterArguments(text(seen, "afterArguments"))
                .afterInputPath(text(seen, "afterInputPath"))
                .afterParameters(text(seen, "afterParameters"))
                .result(text(seen, "result"))
                .afterResultSelector(text(seen, "afterResultSelector"))
                .afterResultPath(text(seen, "afterResultPath"))
                .afterItemsPath(text(seen, "afterItemsPath"))
                .afterItemSelector(text(seen, "afterItemSelector"))
                .variables(text(seen, "variables"));
        JsonNode concurrency = seen.get("maxConcurrency");
        JsonNode count = seen.get("toleratedFailureCount");
        JsonNode percentage = seen.get("toleratedFailurePercentage");
        data.maxConcurrency(concurrency == null ? null : concurrency.intValue())
                .toleratedFailureCount(count == null ? null : count.intValue())
                .toleratedFailurePercentage(percentage == null ? null : percentage.floatValue());
        if (report.caught() != null || report.retried() != null) {
            data.errorDetails(InspectionErrorDetails.builder()
                    .catchIndex(report.caught())
                    .retryIndex(report.retried())
                    .retryBackoffIntervalSeconds(report.backoff())
                    .build());
        }
        if (exchange != null) {
            Trials.Request request = exchange.request();
            data.request(InspectionDataRequest.builder()
                    .protocol(request.protocol())
                    .method(request.method())
                    .url(request.url())
                    .headers(request.headers())
                    .body(request.body().isEmpty() ? null : request.body())
                    .build());
            Trials.Response response = exchange.response();
            if (response != null) {
                data.response(InspectionDataResponse.builder()
                        .protocol(response.protocol())
                        .statusCode(Integer.toString(response.status()))
                        .statusMessage(response.message())
                        .headers(response.headers())
                        .body(response.body())
                        .build());
            }
        }
        return data.build();
    }

    private static @Nullable String text(Map<String, JsonNode> seen, String name) {
        JsonNode value = seen.get(name);
        return value == null ? null : Data.text(value);
    }
}
