/**
 * Amazon Kinesis Data Streams.
 *
 * <p>A {@link dev.weir.services.kinesis.state.StreamOwner} holds a stream's description and shards. A record goes to the
 * shard whose range holds its hash key; a shard has one writer at a time, who holds its lock across the commit, so that
 * readers find a shard's places (1, 2, 3, …) without gaps. The records that one call puts into a shard are few values of
 * the store, and all of a call is one transaction.
 *
 * <p>To read: {@code domain.Shards} (splits, merges, resizing), {@code domain.SequenceNumber}, {@code state.StreamOwner},
 * {@code state.ShardLog} (writing, reading, trimming), {@code background.Transitions} (statuses), then any class of
 * {@code operations}.
 *
 * <p>Keys in the store, all after {@code kinesis}, account and region:
 *
 * <ul>
 *   <li>{@code stream} name: the description, as JSON.
 *   <li>{@code shard} stream number, shard number: a shard, as JSON.
 *   <li>{@code record} stream number, shard number, place: records from that place on that arrived together.
 *   <li>{@code trimmed} stream number, shard number: the first place that was not trimmed.
 *   <li>{@code consumer} stream number, name: a consumer, as JSON.
 *   <li>{@code account}: the account's settings; {@code next}: the last number given to a stream.
 * </ul>
 *
 * <p>Changes take half a second of weir's clock. What differs from AWS beyond that is in {@code differences.properties}.
 */
@NullMarked
package dev.weir.services.kinesis;

import org.jspecify.annotations.NullMarked;
