package dev.weir.services.dynamodb.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An attribute's value. Immutable; numbers are in their canonical form, sets are sorted, so that equal values are
 * {@code equals}. Source: Amazon DynamoDB Developer Guide, "Supported data types and naming rules".
 */
public sealed interface Value {
    /** AWS's name of the type, such as {@code SS}. */
    String type();

    record S(String text) implements Value {
        @Override
        public String type() {
            return "S";
        }
    }

    /** @param text the canonical form, see {@link Numbers#canonical} */
    record N(String text) implements Value {
        @Override
        public String type() {
            return "N";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record B(byte[] bytes) implements Value {
        @Override
        public String type() {
            return "B";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof B that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "B" + Arrays.toString(bytes);
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String type() {
            return "BOOL";
        }
    }

    record Null() implements Value {
        @Override
        public String type() {
            return "NULL";
        }
    }

    record M(Map<String, Value> entries) implements Value {
        @Override
        public String type() {
            return "M";
        }
    }

    record L(List<Value> elements) implements Value {
        @Override
        public String type() {
            return "L";
        }
    }

    /** @param members sorted by {@link Values#ORDER}, without duplicates, not empty; all of one of S, N, B */
    record Set(String type, List<Value> members) implements Value {}

    Null NULL = new Null();
    Bool TRUE = new Bool(true);
    Bool FALSE = new Bool(false);

    static Bool bool(boolean value) {
        return value ? TRUE : FALSE;
    }
}
