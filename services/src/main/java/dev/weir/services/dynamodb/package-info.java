/**
 * DynamoDB and DynamoDB Streams, two APIs over the same tables.
 *
 * <p>Reading order: {@link dev.weir.services.dynamodb.domain.Value} and
 * {@link dev.weir.services.dynamodb.domain.Table} (what there is),
 * {@link dev.weir.services.dynamodb.expressions.Expressions} (the language), {@code state.Items} (what a write does),
 * {@code operations} (one class an operation), {@link dev.weir.services.dynamodb.DynamoDbService} (how it all meets).
 *
 * <p>Keys in the store, all after {@code dynamodb}, account and region:
 *
 * <ul>
 *   <li>{@code table} name: the definition, as JSON.
 *   <li>{@code item} number, partition hash, partition key, sort key: an item; or an index's entry, where the number is
 *       the index's and the table's own key follows.
 *   <li>{@code size} number, stripe: how many entries and bytes, in one counter.
 *   <li>{@code ttl} table number, expiry, item's key; {@code ttl-due} table number: when the table's timer fires.
 *   <li>{@code stream} table, label: a stream; {@code sequence} stream number, shard: its last sequence number;
 *       {@code record} stream number, shard, sequence number: a record.
 *   <li>{@code token} and {@code token-age}: client request tokens of transactions.
 *   <li>{@code past} history, sequence: an item before a change; {@code past-sequence} history: the last sequence.
 *   <li>{@code backup} id; {@code export} and {@code import} resource; {@code policy} resource.
 *   <li>{@code next}: the last number given to a table, index or stream.
 * </ul>
 *
 * <p>A get is one read of the store. A put reads the definition and the old item together, then writes the item, the
 * index entries that change, the count and the stream record, all in one transaction.
 *
 * <p>Statuses end by durable timers ({@code state.Life}), as do generations of a stream's shards ({@code state.Streams}).
 * Changes go to Kinesis through the fabric's outbox ({@code state.Destinations}).
 *
 * <p>Backups, restored tables, exports and imports are made in the background by durable timers: {@code state.Copies}
 * copies items a page a transaction, {@code state.History} (kept while a table can be restored or is being copied) takes
 * back what changed meanwhile. Capacity is held by {@code state.Throttle}, in memory only.
 *
 * <p>What differs from AWS, and what is refused by name, stands in {@code differences.properties}.
 */
@NullMarked
package dev.weir.services.dynamodb;

import org.jspecify.annotations.NullMarked;
