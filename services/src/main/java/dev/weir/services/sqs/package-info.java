/**
 * Amazon SQS: standard and FIFO queues.
 *
 * <p>A {@link dev.weir.services.sqs.state.QueueOwner} orders all changes of one queue. Messages are in the store; which
 * of them comes next, and when, is in an index in memory ({@link dev.weir.services.sqs.domain.Backlog}) that is built
 * from the store when the queue is first touched. Of a standard queue's plain messages only the first thousands are in
 * it. A send, a receipt and a deletion are one write each, of as many messages as the call names. What is delayed or in
 * flight hangs on one timer a queue.
 *
 * <p>To read: {@code domain.Queue}, {@code domain.Backlog}, {@code domain.Fifo}, {@code state.QueueOwner}, {@code
 * state.Taking} (a receive call with its dead letters), then any class of {@code operations}. The keys are in {@code
 * state.SqsKeys}.
 *
 * <p>Known differences from AWS:
 *
 * <ul>
 *   <li>Counts are exact, and every change is in force at once (attributes, purge, deletion).
 *   <li>Policies are stored and returned, and not enforced. KMS attributes are stored; nothing is encrypted.
 *   <li>A deletion by an older receipt handle succeeds and deletes nothing, as AWS's documentation has it.
 *   <li>Receive attempt ids are forgotten when weir stops.
 *   <li>Throughput quotas of FIFO queues are not enforced.
 *   <li>{@code SenderId} is the account's id.
 *   <li>A group of a fair queue is noisy by its share of what is in flight, not by its share of processing time.
 *   <li>A FIFO queue looks for free groups in its whole backlog, not only in the first 120,000 messages.
 *   <li>No metrics are published.
 * </ul>
 */
@NullMarked
package dev.weir.services.sqs;

import org.jspecify.annotations.NullMarked;
