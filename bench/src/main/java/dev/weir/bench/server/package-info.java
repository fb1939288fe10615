/** What is measured against: weir, the floor and the peers, as processes that end with the benchmark. */
@NullMarked
package dev.weir.bench.server;

import org.jspecify.annotations.NullMarked;
