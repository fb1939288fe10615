package dev.weir.store;

import java.util.Arrays;

/** A key that can be looked up by hash. */
@SuppressWarnings("ArrayRecordComponent")
record Bytes(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
