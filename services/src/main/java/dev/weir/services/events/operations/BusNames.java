package dev.weir.services.events.operations;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.services.events.state.BusState;
import org.jspecify.annotations.Nullable;

/** Buses are named by their name or their ARN; without either, the default one is meant. */
final class BusNames {
    private static final String PREFIX = "event-bus/";

    private BusNames() {}

    static String of(@Nullable String nameOrArn) {
        if (nameOrArn == null || nameOrArn.isEmpty()) {
            return BusState.DEFAULT;
        }
        if (Arn.isArn(nameOrArn)) {
            String resource = Arn.parse(nameOrArn).resource();
            return resource.startsWith(PREFIX) ? resource.substring(PREFIX.length()) : resource;
        }
        return nameOrArn;
    }

    /** The scope that a bus's ARN names, else the caller's. */
    static Scope scope(Scope caller, @Nullable String nameOrArn) {
        return nameOrArn != null && Arn.isArn(nameOrArn) ? Arn.parse(nameOrArn).scope() : caller;
    }
}
