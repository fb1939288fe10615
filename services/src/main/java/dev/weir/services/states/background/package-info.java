/** Executions under way: their steps as transactions, their tasks, their timers. */
@NullMarked
package dev.weir.services.states.background;

import org.jspecify.annotations.NullMarked;
