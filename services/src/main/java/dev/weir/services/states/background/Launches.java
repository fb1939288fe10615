package dev.weir.services.states.background;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.Origin;
import dev.weir.services.states.state.Redrives;
import dev.weir.services.states.state.Releases;
import dev.weir.services.states.state.Selected;
import dev.weir.services.states.state.StatesStore;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What begins an execution, whoever starts it. */
public final class Launches {
    private static final Pattern BAD_NAME = Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]");
    private static final int LONGEST_NAME = 80;

    private final Kernel kernel;
    private final Mocks mocks;

    public Launches(Kernel kernel, Mocks mocks) {
        this.kernel = kernel;
        this.mocks = mocks;
    }

    /**
     * What an ARN of a state machine, of a version or of an alias leads to. A test case may follow it, as in
     * {@code …:stateMachine:orders#HappyPath}.
     */
    public Selected selected(ReadTx tx, String arn) {
        int hash = arn.lastIndexOf('#');
        if (hash < 0) {
            return plain(tx, arn);
        }
        Selected selected = plain(tx, arn.substring(0, hash));
        String testCase = arn.substring(hash + 1);
        if (!mocks.has(selected.machine().name(), testCase)) {
            throw StatesErrors.noTestCase(selected.machine().name(), testCase);
        }
        return selected.in(testCase);
    }

    private Selected plain(ReadTx tx, String arn) {
        if (!Arn.isArn(arn)) {
            throw StatesErrors.badArn(arn);
        }
        Arn parsed = Arn.parse(arn);
        if (!parsed.service().equals("states") || !parsed.resource().startsWith("stateMachine:")) {
            throw StatesErrors.badArn(arn);
        }
        Selected selected =
                Releases.select(tx, parsed, () -> kernel.ids().random().nextDouble());
        if (selected == null) {
            throw StatesErrors.noMachine(arn);
        }
        return selected;
    }

    /** @throws dev.weir.shapes.AwsException InvalidName where AWS does not take it */
    public static String name(@Nullable String name) {
        if (name == null
                || name.isEmpty()
                || name.length() > LONGEST_NAME
                || BAD_NAME.matcher(name).find()) {
            throw StatesErrors.badName(String.valueOf(name));
        }
        return name;
    }

    /**
     * An execution that is to begin, which the journal now knows of.
     *
     * @param name as AWS takes it
     * @param input JSON; null for an empty object
     */
    public ExecutionRecord record(
            Cause cause,
            Scope scope,
            String source,
            Selected selected,
            String name,
            @Nullable String input,
            @Nullable String traceHeader) {
        String text = input == null ? "{}" : input;
        if (Data.parse(text) == null) {
            throw StatesErrors.badInput();
        }
        MachineRecord machine = selected.machine();
        Cause hop = kernel.journal()
                .record(
                        cause,
                        scope,
                        "states.StartExecution",
                        source,
                        machine.arn(),
                        name,
                        Outcome.ACCEPTED,
                        "",
                        Map.of());
        return new ExecutionRecord(
                machine.scope(),
                machine.name(),
                name,
                machine.definition(),
                machine.revision(),
                machine.roleArn(),
                text,
                ExecutionRecord.RUNNING,
                kernel.clock().millis(),
                0,
                null,
                null,
                null,
                traceHeader,
                hop,
                Origin.of(selected),
                Redrives.NONE);
    }

    /** The execution of that name which runs already with the same input; null where the name is free. */
    public static @Nullable ExecutionRecord known(ReadTx tx, ExecutionRecord wanted) {
        ExecutionRecord known = StatesStore.execution(tx, wanted.scope(), wanted.machine(), wanted.name());
        if (known == null) {
            return null;
        }
        if (known.running() && known.input().equals(wanted.input())) {
            return known;
        }
        throw StatesErrors.executionExists(known.arn());
    }
}
