package dev.weir.services.states.background;

import dev.weir.api.states.HistoryEvent;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.state.ExecutionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states that an execution enters, and its end, under its own cause. */
final class ExecutionJournal {
    private final Kernel kernel;

    ExecutionJournal(Kernel kernel) {
        this.kernel = kernel;
    }

    void record(ExecutionRecord execution, List<HistoryEvent> events, @Nullable Outcome outcome) {
        Cause cause = execution.cause();
        for (HistoryEvent event : events) {
            var entered = event.stateEnteredEventDetails();
            if (entered != null) {
                Cause unused = kernel.journal()
                        .record(
                                cause,
                                execution.scope(),
                                "states.State",
                                execution.arn(),
                                String.valueOf(entered.name()),
                                execution.name(),
                                dev.weir.kernel.journal.Outcome.ACCEPTED,
                                "");
            }
        }
        if (outcome != null) {
            boolean fine = outcome.status().equals("SUCCEEDED");
            Cause unused = kernel.journal()
                    .record(
                            cause,
                            execution.scope(),
                            "states.Execution",
                            execution.machineArn(),
                            execution.arn(),
                            execution.name(),
                            fine ? dev.weir.kernel.journal.Outcome.COMPLETED : dev.weir.kernel.journal.Outcome.FAILED,
                            fine ? "" : outcome.status() + ": " + outcome.error() + ": " + outcome.cause());
        }
    }
}
