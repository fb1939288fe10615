package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;

/** What a key condition asks of one key attribute. */
public sealed interface KeyTest {
    boolean test(Value key);

    /** The first value, whose type must be the key's. */
    Value value();

    /** @param comparator not {@code NE} */
    record Compare(Condition.Comparator comparator, Value value) implements KeyTest {
        @Override
        public boolean test(Value key) {
            return comparator.holds(key, value);
        }
    }

    record Between(Value value, Value high) implements KeyTest {
        @Override
        public boolean test(Value key) {
            return Values.compare(key, value) >= 0 && Values.compare(key, high) <= 0;
        }
    }

    /** A comparison that the legacy parameters know, but no key condition. */
    record NotIndexable() implements KeyTest {
        @Override
        public boolean test(Value key) {
            return false;
        }

        @Override
        public Value value() {
            return Value.NULL;
        }
    }

    record BeginsWith(Value value) implements KeyTest {
        @Override
        public boolean test(Value key) {
            return Condition.beginsWith(key, value);
        }
    }
}
