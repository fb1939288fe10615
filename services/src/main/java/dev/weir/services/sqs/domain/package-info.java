/**
 * What a queue is, without store, wire or clock: its settings ({@link dev.weir.services.sqs.domain.Queue}), the order
 * its messages come out in ({@link dev.weir.services.sqs.domain.Standard}, {@link
 * dev.weir.services.sqs.domain.Fifo}), what is delayed, visible and in flight ({@link
 * dev.weir.services.sqs.domain.Backlog}), digests, receipt handles and deduplication. Nothing here is safe for use by
 * several threads: the queue's owner in {@code state} sees to that.
 */
@NullMarked
package dev.weir.services.sqs.domain;

import org.jspecify.annotations.NullMarked;
