/**
 * Amazon SNS: topics, subscriptions, and what is published.
 *
 * <p>A publication is one transaction that enqueues a delivery for each subscription whose filter lets it pass; the
 * fabric's outbox tries, repeats and dead-letters them. A queue is delivered to directly; an HTTP endpoint and a
 * function by way of their subscription's ARN, behind which {@link dev.weir.services.sns.operations.LastMile} stands.
 * FIFO topics give sequence numbers and keep each group's order, since the outbox does.
 *
 * <p>To read: {@code domain.Topic}, {@code domain.Subscription}, {@code domain.FilterPolicy}, {@code
 * operations.Publisher}, {@code operations.Envelope}, {@code operations.LastMile}. Keys: package {@code state}.
 *
 * <p>Mail and text messages are captured ({@link dev.weir.fabric.capture.Letters}). What differs from AWS is listed in
 * {@code differences.properties}.
 */
@NullMarked
package dev.weir.services.sns;

import org.jspecify.annotations.NullMarked;
