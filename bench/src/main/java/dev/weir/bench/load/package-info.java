/**
 * A closed loop over keep-alive connections, on one thread and plain sockets: {@link dev.weir.bench.load.Load} drives
 * one {@link dev.weir.bench.load.Talk} per connection and gives a {@link dev.weir.bench.load.Sample}. It is made to
 * cost little, because it shares the machine with what it measures.
 */
@NullMarked
package dev.weir.bench.load;

import org.jspecify.annotations.NullMarked;
