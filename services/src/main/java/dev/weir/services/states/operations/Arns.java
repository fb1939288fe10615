package dev.weir.services.states.operations;

import dev.weir.kernel.Arn;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.StatesStore;
import org.jspecify.annotations.Nullable;

/** What ARNs and names of requests mean. */
final class Arns {
    private Arns() {}

    static MachineRecord machine(ReadTx tx, @Nullable String arn) {
        Arn parsed = parsed(arn);
        String[] parts = parsed.resource().split(":");
        if (!parts[0].equals("stateMachine") || parts.length > 3) {
            throw StatesErrors.badArn(String.valueOf(arn));
        }
        MachineRecord machine = parts.length == 2 ? StatesStore.machine(tx, parsed.scope(), parts[1]) : null;
        if (machine == null) {
            throw StatesErrors.noMachine(parsed.toString());
        }
        return machine;
    }

    /** The number that a token for a next page holds. */
    static int number(String token) {
        try {
            return Integer.parseInt(token);
        } catch (NumberFormatException e) {
            throw StatesErrors.badPage(token);
        }
    }

    static ExecutionRecord execution(ReadTx tx, @Nullable String arn) {
        Arn parsed = parsed(arn);
        String[] parts = parsed.resource().split(":");
        boolean express = parts[0].equals("express");
        boolean child = express && parts.length == 4 && parts[1].indexOf('/') > 0;
        if (express && !child) {
            throw StatesErrors.otherResource("express");
        }
        if (!child && (!parts[0].equals("execution") || parts.length != 3)) {
            throw StatesErrors.badArn(String.valueOf(arn));
        }
        ExecutionRecord execution = StatesStore.execution(tx, parsed.scope(), parts[1], parts[2]);
        if (execution == null) {
            throw StatesErrors.noExecution(parsed.toString());
        }
        return execution;
    }

    static Arn parsed(@Nullable String arn) {
        if (arn == null || !Arn.isArn(arn) || !Arn.parse(arn).service().equals("states")) {
            throw StatesErrors.badArn(String.valueOf(arn));
        }
        return Arn.parse(arn);
    }
}
