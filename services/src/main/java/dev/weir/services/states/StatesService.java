package dev.weir.services.states;

import dev.weir.api.states.StatesBinding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.background.ExecutionLogs;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.background.Launches;
import dev.weir.services.states.background.Mocks;
import dev.weir.services.states.background.Shifts;
import dev.weir.services.states.background.Trials;
import dev.weir.services.states.operations.Aliases;
import dev.weir.services.states.operations.ExecutionOperations;
import dev.weir.services.states.operations.Machines;
import dev.weir.services.states.operations.MapRunOperations;
import dev.weir.services.states.operations.RedriveOperations;
import dev.weir.services.states.operations.StateTests;
import dev.weir.services.states.operations.Versions;
import dev.weir.services.states.operations.Workers;
import dev.weir.services.states.resources.ActivityResource;
import dev.weir.services.states.resources.StateMachineAliasResource;
import dev.weir.services.states.resources.StateMachineResource;
import dev.weir.services.states.resources.StateMachineVersionResource;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** AWS Step Functions. */
public final class StatesService implements Service {
    private final Executions executions;
    private final Shifts shifts;
    private final StatesTarget target;
    private final StatesBinding binding;
    private final List<ResourceType> types;

    public StatesService(
            Kernel kernel, Fabric fabric, ApiCalls calls, Deliveries deliveries, HttpOut http, Mocks mocks) {
        ExecutionLogs logs = new ExecutionLogs(fabric);
        Launches launches = new Launches(kernel, mocks);
        this.executions = new Executions(kernel, launches, logs, fabric, calls, deliveries, http, mocks);
        Versions versions = new Versions(kernel);
        Machines machines = new Machines(kernel, versions, logs);
        Aliases aliases = new Aliases(kernel);
        this.shifts = new Shifts(kernel);
        Workers workers = new Workers(kernel, executions);
        ExecutionOperations operations = new ExecutionOperations(kernel, launches, executions);
        this.target = new StatesTarget(kernel, operations);
        this.binding = new StatesBinding(new StatesCalls(
                machines,
                versions,
                aliases,
                operations,
                new RedriveOperations(kernel, executions),
                new StateTests(kernel, executions, new Trials(kernel, fabric, calls, http)),
                workers,
                new MapRunOperations(kernel, executions.mapRuns())));
        this.types = List.of(
                new ActivityResource(workers),
                new StateMachineAliasResource(aliases, shifts),
                new StateMachineResource(machines, fabric),
                new StateMachineVersionResource(versions));
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        return capability.isInstance(target) ? Optional.of(capability.cast(target)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public void resume() {
        executions.resume();
        shifts.resume();
    }

    @Override
    public void restart() {
        executions.restart();
    }
}
