package dev.weir.services.logs.state;

/**
 * A log event as it is kept.
 *
 * @param number tells events of one millisecond apart, in the order they came
 */
public record LogEvent(long timestamp, long number, String stream, long ingestion, String message) {}
