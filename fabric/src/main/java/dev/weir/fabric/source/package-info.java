/**
 * Reading queues and streams in batches, for whoever does something with them: event source mappings, pipes.
 *
 * <p>A {@link dev.weir.fabric.source.Reading} says what is read and for whom. A {@link dev.weir.fabric.source.Poller}
 * gathers {@link dev.weir.fabric.source.Batch}es of it, one for queues ({@link dev.weir.fabric.source.QueuePoller}),
 * one for streams ({@link dev.weir.fabric.source.StreamPoller}: a reader for each shard, lanes in it, with retries,
 * bisecting, a limit of age and tumbling {@link dev.weir.fabric.source.Window}s), and hands them to a
 * {@link dev.weir.fabric.source.BatchConsumer}. How far a shard is done stands in the store
 * ({@link dev.weir.fabric.source.Progress}).
 */
@NullMarked
package dev.weir.fabric.source;

import org.jspecify.annotations.NullMarked;
