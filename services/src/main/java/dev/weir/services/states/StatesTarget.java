package dev.weir.services.states;

import dev.weir.api.states.StartExecutionInput;
import dev.weir.api.states.StartExecutionOutput;
import dev.weir.api.states.StartSyncExecutionInput;
import dev.weir.api.states.StartSyncExecutionOutput;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Invocable;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.states.operations.ExecutionOperations;
import dev.weir.services.states.state.Releases;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How state machines take events, and how Express ones answer those who wait. */
final class StatesTarget implements EventTarget, Invocable {
    private static final byte[] NOTHING = new byte[0];

    private final Kernel kernel;
    private final ExecutionOperations executions;

    StatesTarget(Kernel kernel, ExecutionOperations executions) {
        this.kernel = kernel;
        this.executions = executions;
    }

    @Override
    public boolean exists(Arn arn) {
        return kernel.store().read(tx -> Releases.select(tx, arn, () -> 0) != null);
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Call call = call(delivery.target().scope(), delivery.cause());
        try {
            StartExecutionOutput started = executions.start(
                    call,
                    StartExecutionInput.builder()
                            .stateMachineArn(delivery.target().toString())
                            .input(new String(delivery.payload(), StandardCharsets.UTF_8))
                            .build());
            return new Delivered(String.valueOf(started.executionArn()), delivery.cause());
        } catch (AwsException e) {
            throw new DeliveryException(e.code(), String.valueOf(e.getMessage()), false);
        }
    }

    @Override
    public Answer invoke(Invocation invocation) {
        StartSyncExecutionOutput done = executions.startSync(
                call(invocation.function().scope(), invocation.cause()),
                StartSyncExecutionInput.builder()
                        .stateMachineArn(invocation.function().toString())
                        .input(new String(invocation.payload(), StandardCharsets.UTF_8))
                        .build());
        boolean fine = "SUCCEEDED".equals(done.status());
        String text = fine ? String.valueOf(done.output()) : done.error() + ": " + done.cause();
        return new Answer(
                text.getBytes(StandardCharsets.UTF_8),
                fine ? null : "Handled",
                String.valueOf(done.executionArn()),
                "$LATEST",
                NOTHING,
                Duration.ZERO,
                invocation.cause());
    }

    private Call call(Scope scope, Cause cause) {
        return Call.internal(scope, kernel.ids().uuid(), "localhost", cause);
    }
}
