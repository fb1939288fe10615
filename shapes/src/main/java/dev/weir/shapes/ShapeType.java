package dev.weir.shapes;

/** The kinds of shape in AWS's service models. Enumerations are strings with {@link Schema#allowed()} values. */
public enum ShapeType {
    STRUCTURE,
    LIST,
    MAP,
    STRING,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    BLOB,
    TIMESTAMP,
    /** A blob that is streamed: {@link Body}. */
    STREAM,
    /** A sequence of framed events over one connection. */
    EVENT_STREAM
}
