package dev.weir.deploy.cloudformation.operations;

import dev.weir.deploy.cloudformation.engine.Preparation.Prepared;
import dev.weir.deploy.cloudformation.engine.ResourceTypes;
import dev.weir.deploy.cloudformation.engine.StackRun;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.state.ChangeSet;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts stack operations as tasks, and sees to it that a stack has one at a time. */
public final class StackLauncher {
    private final Kernel kernel;
    private final Stacks stacks;
    private final ResourceTypes types;
    private final Supplier<String> authority;

    /** @param authority host and port under which functions find weir, for what nobody's call has started */
    public StackLauncher(Kernel kernel, Stacks stacks, ResourceTypes types, Supplier<String> authority) {
        this.kernel = kernel;
        this.authority = authority;
        this.stacks = stacks;
        this.types = types;
    }

    /** Everything of a stack but its resources that a caller decides. */
    public record Wish(
            String template,
            Prepared prepared,
            Map<String, String> tags,
            List<String> capabilities,
            List<String> notificationArns,
            @Nullable String roleArn,
            boolean disableRollback) {}

    /** A stack that has a name and nothing else yet; not kept. */
    public Stack draft(Scope scope, String name, String status) {
        Stack stack = new Stack();
        stack.id = scope.arn(
                        "cloudformation", "stack/" + name + "/" + kernel.ids().uuid())
                .toString();
        stack.name = name;
        stack.status = status;
        stack.created = kernel.clock().now();
        return stack;
    }

    /** Starts the creation of a stack that is kept already; see {@link Stacks#claim} and {@link Stacks#take}. */
    public void create(Call call, Stack stack, Wish wish, boolean deleteOnFailure) {
        apply(stack, wish);
        Call caused = journal(call, "cloudformation.CreateStack", stack);
        run(caused, stack, "CREATE", run -> {
            run.begin("CREATE_IN_PROGRESS");
            run.create(wish.prepared().template());
            if (deleteOnFailure && !stack.status.equals("CREATE_COMPLETE")) {
                run.delete(Set.of());
            }
        });
    }

    /**
     * Creates a stack within another one's operation; afterwards it is complete, rolled back or failed.
     *
     * @return why it failed; empty where it is complete
     */
    public String createNow(Call call, Stack stack, Wish wish) {
        apply(stack, wish);
        StackRun run = new StackRun(kernel, stacks, types, stack, journal(call, "cloudformation.CreateStack", stack));
        run.begin("CREATE_IN_PROGRESS");
        run.create(wish.prepared().template());
        return run.failure();
    }

    /** Starts the update of a stack that was {@linkplain Stacks#take taken}. */
    public void update(Call call, Stack stack, Wish wish) {
        Call caused = journal(call, "cloudformation.UpdateStack", stack);
        run(caused, stack, "UPDATE", updating(stack, wish));
    }

    /** {@link #update} within another stack's operation. */
    public String updateNow(Call call, Stack stack, Wish wish) {
        Call caused = journal(call, "cloudformation.UpdateStack", stack);
        StackRun run = new StackRun(kernel, stacks, types, stack, caused);
        updating(stack, wish).accept(run);
        return run.failure();
    }

    private Consumer<StackRun> updating(Stack stack, Wish wish) {
        stack.remember();
        apply(stack, wish);
        stack.updated = kernel.clock().now();
        return run -> {
            run.begin("UPDATE_IN_PROGRESS");
            run.update(wish.prepared().template());
        };
    }

    /** Starts the deletion of a stack that was {@linkplain Stacks#take taken}. */
    public void delete(Call call, Stack stack, Set<String> retain) {
        Call caused = journal(call, "cloudformation.DeleteStack", stack);
        run(caused, stack, "DELETE", run -> {
            run.begin("DELETE_IN_PROGRESS");
            run.delete(retain);
        });
    }

    /** {@link #delete} within another stack's operation. */
    public void deleteNow(Call call, Stack stack) {
        StackRun run = new StackRun(kernel, stacks, types, stack, journal(call, "cloudformation.DeleteStack", stack));
        run.begin("DELETE_IN_PROGRESS");
        run.delete(Set.of());
    }

    /**
     * Goes on with what a stop of weir interrupted. Stacks within stacks come first, so that each finds those below it
     * at rest.
     */
    public void resume() {
        List<Stack> busy = stacks.busy().stream()
                .flatMap(id -> stacks.find(Arn.parse(id).scope(), id).stream())
                .sorted(Comparator.comparing((Stack stack) -> stack.created).reversed())
                .toList();
        if (!busy.isEmpty()) {
            kernel.tasks().start("cloudformation.resume", () -> busy.forEach(this::resume));
        }
    }

    private void resume(Stack stack) {
        Scope scope = Arn.parse(stack.id).scope();
        Call call = Call.internal(scope, kernel.ids().uuid(), authority.get(), Cause.NONE);
        StackRun run = new StackRun(kernel, stacks, types, stack, journal(call, "cloudformation.ResumeStack", stack));
        guarded(run, stack.status.substring(0, stack.status.indexOf('_')), StackRun::resume);
    }

    private static void apply(Stack stack, Wish wish) {
        stack.template = wish.template();
        stack.processed = wish.prepared().processed();
        stack.description = wish.prepared().template().description();
        stack.parameters = new LinkedHashMap<>(wish.prepared().parameters());
        stack.tags = new LinkedHashMap<>(wish.tags());
        stack.capabilities = new ArrayList<>(wish.capabilities());
        stack.notificationArns = new ArrayList<>(wish.notificationArns());
        stack.roleArn = wish.roleArn();
        stack.disableRollback = wish.disableRollback();
    }

    private void run(Call call, Stack stack, String operation, Consumer<StackRun> body) {
        kernel.tasks().start("cloudformation." + operation, () -> {
            guarded(new StackRun(kernel, stacks, types, stack, call), operation, body);
        });
    }

    private static void guarded(StackRun run, String operation, Consumer<StackRun> body) {
        try {
            body.accept(run);
        } catch (StackValidationException e) {
            run.fail(operation + "_FAILED", e.getMessage());
        } catch (RuntimeException e) {
            run.fail(operation + "_FAILED", "Internal failure of weir: " + e);
            throw e;
        }
    }

    private Call journal(Call call, String kind, Stack stack) {
        return call.causedBy(kernel.journal()
                .record(call.cause(), call.scope(), kind, "", stack.id, stack.name, Outcome.ACCEPTED, ""));
    }

    /** What a change set would make of its stack. */
    public static Wish wish(ChangeSet changeSet, Prepared prepared, boolean disableRollback) {
        return new Wish(
                changeSet.template(),
                prepared,
                changeSet.tags(),
                changeSet.capabilities(),
                changeSet.notificationArns(),
                changeSet.roleArn(),
                disableRollback);
    }
}
