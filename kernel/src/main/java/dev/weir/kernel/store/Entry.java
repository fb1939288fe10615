package dev.weir.kernel.store;

/** A key and its value. */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(byte[] key, byte[] value) {}
