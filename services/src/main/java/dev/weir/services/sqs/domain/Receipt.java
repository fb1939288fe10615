package dev.weir.services.sqs.domain;

/**
 * How a message was received last.
 *
 * @param count how often in all
 * @param first when for the first time, in milliseconds
 * @param last when for the last time, in milliseconds
 * @param token what the handle of the last receipt carries; only that one deletes
 */
public record Receipt(int count, long first, long last, long token) {}
