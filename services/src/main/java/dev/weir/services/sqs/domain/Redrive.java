package dev.weir.services.sqs.domain;

/**
 * Where a message goes that was received too often.
 *
 * @param target the dead-letter queue's ARN
 * @param maxReceiveCount receipts after which it goes there instead of being received again; 1 to 1000
 */
public record Redrive(String target, int maxReceiveCount) {}
