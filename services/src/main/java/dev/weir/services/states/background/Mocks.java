package dev.weir.services.states.background;

import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.state.ExecutionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Answers that tasks of test cases have instead of those of services, from a file as Step Functions Local reads it.
 * Source: AWS Step Functions Developer Guide, "Configuration file for mocked service integrations".
 */
public final class Mocks {
    /** None. */
    public static final Mocks NONE = new Mocks(JsonNodeFactory.instance.objectNode());

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    private final JsonNode file;

    private Mocks(JsonNode file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Mocks read(Path path) {
        JsonNode file;
        try {
            file = JsonMapper.shared().readTree(Files.readString(path));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(path + " is not JSON: " + e.getOriginalMessage(), e);
        }
        Mocks mocks = new Mocks(file);
        mocks.check(path);
        return mocks;
    }

    private void check(Path path) {
        if (!file.path("StateMachines").isObject()
                || !file.path("MockedResponses").isObject()) {
            throw new IllegalArgumentException(path + " has no StateMachines or no MockedResponses");
        }
        for (var response : file.get("MockedResponses").properties()) {
            for (var each : response.getValue().properties()) {
                String place = path + ": MockedResponses." + response.getKey() + "." + each.getKey();
                if (!RANGE.matcher(each.getKey()).matches()) {
                    throw new IllegalArgumentException(place + " is no number of a call, nor a range such as 1-2");
                }
                if (each.getValue().has("Return") == each.getValue().has("Throw")) {
                    throw new IllegalArgumentException(place + " must have either Return or Throw");
                }
            }
        }
        for (var machine : file.get("StateMachines").properties()) {
            for (var testCase : machine.getValue().path("TestCases").properties()) {
                for (var state : testCase.getValue().properties()) {
                    if (!file.get("MockedResponses").has(state.getValue().asString(""))) {
                        throw new IllegalArgumentException(path + ": StateMachines." + machine.getKey() + ".TestCases."
                                + testCase.getKey() + "." + state.getKey()
                                + " names no mocked response");
                    }
                }
            }
        }
    }

    /** Whether a state machine has such a test case. */
    boolean has(String machine, String testCase) {
        return cases(machine).has(testCase);
    }

    private JsonNode cases(String machine) {
        return file.path("StateMachines").path(machine).path("TestCases");
    }

    /** Whether tasks of a state are mocked where the execution runs. */
    boolean covers(ExecutionRecord execution, String state) {
        String testCase = execution.origin().testCase();
        return testCase != null && cases(execution.machine()).path(testCase).has(state);
    }

    /** The answer that a task has; null where it is to be done. */
    @Nullable
    Answer answer(ExecutionRecord execution, Effects.Task task) {
        if (!covers(execution, task.state())) {
            return null;
        }
        String name = cases(execution.machine())
                .path(String.valueOf(execution.origin().testCase()))
                .path(task.state())
                .asString("");
        JsonNode response = response(name, task.call());
        if (response == null) {
            return Answer.wrong("The mocked response '" + name + "' of state '" + task.state()
                    + "' has no answer for call " + task.call());
        }
        JsonNode thrown = response.get("Throw");
        if (thrown != null) {
            return new Answer.Failure(
                    thrown.path("Error").asString(""),
                    thrown.has("Cause") ? thrown.get("Cause").asString("") : null);
        }
        return new Answer.Result(response.get("Return"));
    }

    /** The answer to a call; null where there is none. */
    private @Nullable JsonNode response(String name, int call) {
        for (var each : file.path("MockedResponses").path(name).properties()) {
            Matcher range = RANGE.matcher(each.getKey());
            if (range.matches()) {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                if (call >= first && call <= last) {
                    return each.getValue();
                }
            }
        }
        return null;
    }
}
