/**
 * {@code weir bench}: weir's speed beside its floor and its peers, all measured in one run. {@link dev.weir.bench.Main}
 * reads the options, {@link dev.weir.bench.Bench} runs the rounds; {@code load} makes the load, {@code operation} says
 * of what, {@code server} starts what is measured, and {@code report} compares the figures with their targets.
 */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
