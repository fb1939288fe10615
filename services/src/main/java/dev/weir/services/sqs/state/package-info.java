/**
 * The only place that reads or writes the store for SQS. {@link dev.weir.services.sqs.state.Queues} knows the queues,
 * {@link dev.weir.services.sqs.state.QueueOwner} orders all changes of one, {@link
 * dev.weir.services.sqs.state.SqsKeys} is the key layout and {@link dev.weir.services.sqs.state.Codec} the form of the
 * values.
 */
@NullMarked
package dev.weir.services.sqs.state;

import org.jspecify.annotations.NullMarked;
