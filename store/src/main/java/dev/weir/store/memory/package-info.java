/** The engine in memory: an immutable ordered map, whose snapshots, forks and checkpoints cost nothing. */
@NullMarked
package dev.weir.store.memory;

import org.jspecify.annotations.NullMarked;
