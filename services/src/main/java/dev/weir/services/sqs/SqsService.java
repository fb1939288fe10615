package dev.weir.services.sqs;

import dev.weir.api.sqs.SqsBinding;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.Peeks;
import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.kernel.Kernel;
import dev.weir.services.sqs.background.Mover;
import dev.weir.services.sqs.operations.Drafts;
import dev.weir.services.sqs.resources.QueueInlinePolicyResource;
import dev.weir.services.sqs.resources.QueuePolicyResource;
import dev.weir.services.sqs.resources.QueueResource;
import dev.weir.services.sqs.state.MoveTasks;
import dev.weir.services.sqs.state.Peeking;
import dev.weir.services.sqs.state.Queues;
import dev.weir.services.sqs.state.Standings;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** Amazon SQS. */
public final class SqsService implements Service {
    private final Queues queues;
    private final SqsTarget target;
    private final SqsSource source;
    private final Explains explains;
    private final Peeks peeks;
    private final SqsCalls calls;
    private final SqsBinding binding;

    public SqsService(Kernel kernel) {
        this.queues = new Queues(kernel);
        Drafts drafts = new Drafts(kernel);
        MoveTasks tasks = new MoveTasks(kernel);
        Mover mover = new Mover(kernel, queues, tasks);
        this.target = new SqsTarget(queues, drafts);
        this.source = new SqsSource(queues);
        this.explains = new Standings(kernel.clock(), queues);
        this.peeks = new Peeking(kernel.clock(), queues);
        this.calls = new SqsCalls(kernel, queues, drafts, tasks, mover);
        this.binding = new SqsBinding(calls);
        mover.start();
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        if (capability == EventTarget.class) {
            return Optional.of(capability.cast(target));
        }
        if (capability == Explains.class) {
            return Optional.of(capability.cast(explains));
        }
        if (capability == Peeks.class) {
            return Optional.of(capability.cast(peeks));
        }
        return capability == MessageSource.class ? Optional.of(capability.cast(source)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(
                new QueueResource(calls, queues), new QueuePolicyResource(calls), new QueueInlinePolicyResource(calls));
    }

    @Override
    public void reset() {
        queues.reset();
    }
}
