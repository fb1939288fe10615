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
 *   <li>{@code next}: the last number given to a table, index or stream.
 * </ul>
 *
 * <p>A get is one read of the store. A put reads the definition and the old item together, then writes the item, the
 * index entries that change, the count and the stream record, all in one transaction.
 *
 * <p>Known differences from AWS: tables and indexes change at once (answers still say CREATING, UPDATING, DELETING);
 * reads of indexes are consistent; capacity is reckoned but never limits; a stream's shards (four for an on-demand
 * table, one for a provisioned one) live as long as the stream; items expire when weir's clock gets there; counts and
 * sizes are exact and current; transactions never conflict, they wait for each other; item collections have no upper
 * size. Refused by name: backups, exports and imports, global tables, resource policies, warm throughput,
 * contributor insights, Kinesis destinations, vector indexes, index keys of more than two attributes.
 */
@NullMarked
package dev.weir.services.dynamodb;

import org.jspecify.annotations.NullMarked;
