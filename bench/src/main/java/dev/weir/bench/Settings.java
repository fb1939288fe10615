package dev.weir.bench;

import dev.weir.bench.server.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a run goes.
 *
 * @param home the directory of the launcher
 * @param warmup of each operation on each server, not counted
 * @param measure how long a round lasts, for each operation on each server
 * @param repeats of what is timed one by one: starts, first invokes
 * @param only names of operations to run; empty for all
 */
record Settings(
        Path home,
        Duration warmup,
        Duration measure,
        int rounds,
        int connections,
        int repeats,
        Set<String> only,
        List<Subject> peers,
        boolean withPeers) {
    boolean wants(String operation) {
        return only.isEmpty() || only.contains(operation);
    }
}
