package dev.weir.services.states;

import dev.weir.api.states.StatesBinding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.operations.ExecutionOperations;
import dev.weir.services.states.operations.Machines;
import dev.weir.services.states.operations.Workers;
import dev.weir.shapes.ServiceBinding;

/** AWS Step Functions. */
public final class StatesService implements Service {
    private final Executions executions;
    private final StatesBinding binding;

    public StatesService(Kernel kernel, Fabric fabric, ApiCalls calls) {
        this.executions = new Executions(kernel, fabric, calls);
        this.binding = new StatesBinding(new StatesCalls(
                new Machines(kernel), new ExecutionOperations(kernel, executions), new Workers(kernel, executions)));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public void resume() {
        executions.resume();
    }
}
