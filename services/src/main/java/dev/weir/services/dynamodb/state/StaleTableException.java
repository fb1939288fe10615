package dev.weir.services.dynamodb.state;

/** The table's definition has changed since it was looked up: the request starts again. */
final class StaleTableException extends RuntimeException {
    StaleTableException() {
        super("the table's definition has changed", null, false, false);
    }
}
