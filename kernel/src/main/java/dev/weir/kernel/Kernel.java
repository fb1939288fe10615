package dev.weir.kernel;

import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.tasks.Tasks;
import dev.weir.kernel.time.Clock;
import dev.weir.kernel.time.Timers;

/** The world as services see it; one per running weir. */
public record Kernel(Clock clock, Timers timers, Tasks tasks, Ids ids, Store store, Journal journal) {}
