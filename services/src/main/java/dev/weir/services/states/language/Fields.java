package dev.weir.services.states.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which fields a state may have. Source: Amazon States Language specification, "States". */
final class Fields {
    private static final Set<String> ALWAYS = Set.of("Type", "Comment", "QueryLanguage");
    private static final List<String> IN_AND_OUT = List.of("InputPath", "OutputPath");

    private Fields() {}

    /** All that a state of a type may say, in a query language. */
    static Set<String> allowed(StateType type, QueryLanguage language) {
        boolean jsonata = language == QueryLanguage.JSONATA;
        List<String> names = new ArrayList<>(ALWAYS);
        if (type != StateType.FAIL) {
            names.addAll(jsonata ? List.of("Output") : IN_AND_OUT);
        }
        if (type != StateType.FAIL && type != StateType.SUCCEED) {
            names.add("Assign");
        }
        if (type != StateType.FAIL && type != StateType.SUCCEED && type != StateType.CHOICE) {
            names.addAll(List.of("Next", "End"));
        }
        names.addAll(
                switch (type) {
                    case CHOICE -> List.of("Choices", "Default");
                    case FAIL ->
                        jsonata ? List.of("Error", "Cause") : List.of("Error", "Cause", "ErrorPath", "CausePath");
                    case SUCCEED -> List.of();
                    case PASS -> jsonata ? List.of() : List.of("Result", "ResultPath", "Parameters");
                    case WAIT ->
                        jsonata
                                ? List.of("Seconds", "Timestamp")
                                : List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath");
                    case TASK -> task(jsonata);
                    case PARALLEL -> {
                        List<String> all = new ArrayList<>(List.of("Branches", "Retry", "Catch"));
                        all.addAll(
                                jsonata ? List.of("Arguments") : List.of("Parameters", "ResultSelector", "ResultPath"));
                        yield all;
                    }
                    case MAP -> map(jsonata);
                });
        return new HashSet<>(names);
    }

    private static List<String> task(boolean jsonata) {
        List<String> all = new ArrayList<>(
                List.of("Resource", "Retry", "Catch", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"));
        all.addAll(
                jsonata
                        ? List.of("Arguments")
                        : List.of(
                                "Parameters",
                                "ResultSelector",
                                "ResultPath",
                                "TimeoutSecondsPath",
                                "HeartbeatSecondsPath"));
        return all;
    }

    private static List<String> map(boolean jsonata) {
        List<String> all = new ArrayList<>(List.of(
                "ItemProcessor",
                "Iterator",
                "ItemReader",
                "ItemSelector",
                "ItemBatcher",
                "ResultWriter",
                "MaxConcurrency",
                "ToleratedFailurePercentage",
                "ToleratedFailureCount",
                "Label",
                "Retry",
                "Catch"));
        all.addAll(
                jsonata
                        ? List.of("Items")
                        : List.of(
                                "ItemsPath",
                                "Parameters",
                                "ResultSelector",
                                "ResultPath",
                                "MaxConcurrencyPath",
                                "ToleratedFailurePercentagePath",
                                "ToleratedFailureCountPath"));
        return all;
    }
}
