package dev.weir.cli.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stay of an execution in a state. */
final class Visit {
    /** How one stay ended, or where it is. */
    enum End {
        UNDER_WAY,
        LEFT,
        CAUGHT,
        FAILED,
        ABORTED
    }

    final String name;
    /** As the definition has it, such as {@code Task}. */
    final String type;

    final @Nullable Visit outer;
    /** Of the outer state's branches or items; 0 where there is none. */
    final int branch;

    final Instant entered;
    Instant left;
    End end = End.UNDER_WAY;
    int attempts;
    /** Error and cause of each attempt that failed. */
    final List<String> failures = new ArrayList<>();
    /** Whether the newest attempt has failed. */
    boolean failing;
    /** What went on within, by branch of a Parallel or item of a Map. */
    final TreeMap<Integer, List<Visit>> inner = new TreeMap<>();
    /** The run of a distributed Map; empty where this is none. */
    String mapRun = "";

    Visit(String name, String type, @Nullable Visit outer, int branch, Instant entered) {
        this.name = name;
        this.type = type;
        this.outer = outer;
        this.branch = branch;
        this.entered = entered;
        this.left = entered;
    }

    void leave(Instant at) {
        left = at;
        end = failing ? End.CAUGHT : End.LEFT;
    }

    /** The whole execution has ended, and this state with it. */
    void stop(Instant at) {
        inner.values().forEach(branch -> branch.forEach(visit -> visit.stop(at)));
        if (end == End.UNDER_WAY) {
            left = at;
            end = failing || type.equals("Fail") ? End.FAILED : End.ABORTED;
        }
    }
}
