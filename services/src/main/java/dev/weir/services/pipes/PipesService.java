package dev.weir.services.pipes;

import dev.weir.api.pipes.PipesBinding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Hop;
import dev.weir.services.pipes.background.IdlePipes;
import dev.weir.services.pipes.background.RunningPipes;
import dev.weir.services.pipes.operations.PipeOperations;
import dev.weir.services.pipes.operations.TagOperations;
import dev.weir.services.pipes.resources.PipeResource;
import dev.weir.shapes.ServiceBinding;
import java.util.List;

/** EventBridge Pipes. */
public final class PipesService implements Service, Explains {
    private final Kernel kernel;
    private final RunningPipes running;
    private final PipesBinding binding;
    private final List<ResourceType> types;

    public PipesService(Kernel kernel, Fabric fabric, ApiCalls calls, Deliveries deliveries) {
        this.kernel = kernel;
        this.running = new RunningPipes(kernel, fabric, calls, deliveries);
        PipeOperations pipes = new PipeOperations(kernel, fabric, calls, running);
        TagOperations tags = new TagOperations(kernel);
        this.binding = new PipesBinding(new PipesCalls(pipes, tags));
        this.types = List.of(new PipeResource(pipes, tags));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public List<Explanation> explain(Hop hop) {
        return List.of();
    }

    @Override
    public List<Explanation> idleReaders(Arn source) {
        return IdlePipes.readers(kernel, source);
    }

    @Override
    public List<Explanation> standing(Arn arn) {
        return IdlePipes.of(kernel, arn);
    }

    @Override
    public void resume() {
        running.resume();
    }

    @Override
    public void reset() {
        running.stopAll();
    }

    @Override
    public void restart() {
        running.resume();
    }

    @Override
    public void close() {
        running.stopAll();
    }
}
