package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * True or false of an item. Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and
 * functions".
 */
public sealed interface Condition {
    /** @param item empty where there is no such item */
    boolean test(Map<String, Value> item);

    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            for (Condition part : parts) {
                if (part.test(item)) {
                    return true;
                }
            }
            return false;
        }
    }

    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            for (Condition part : parts) {
                if (!part.test(item)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            return !part.test(item);
        }
    }

    /** The comparators; between values of different types only {@code <>} holds. */
    enum Comparator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Comparator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        static Comparator of(String symbol) {
            for (Comparator comparator : values()) {
                if (comparator.symbol.equals(symbol)) {
                    return comparator;
                }
            }
            throw new IllegalArgumentException("no comparator: " + symbol);
        }

        /** The comparator that says the same with its sides exchanged. */
        public Comparator turned() {
            return switch (this) {
                case EQ -> EQ;
                case NE -> NE;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }

        boolean holds(@Nullable Value left, @Nullable Value right) {
            if (this == NE) {
                return left == null ? right != null : !left.equals(right);
            }
            if (left == null || right == null) {
                return false;
            }
            if (this == EQ) {
                return left.equals(right);
            }
            if (!Values.comparable(left, right)) {
                return false;
            }
            int order = Values.compare(left, right);
            return switch (this) {
                case EQ, NE -> false;
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
            };
        }
    }

    record Compare(Comparator comparator, Operand left, Operand right) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            return comparator.holds(left.of(item), right.of(item));
        }
    }

    record Between(Operand value, Operand low, Operand high) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            Value actual = value.of(item);
            return Comparator.GE.holds(actual, low.of(item)) && Comparator.LE.holds(actual, high.of(item));
        }
    }

    record In(Operand value, List<Operand> candidates) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            Value actual = value.of(item);
            for (Operand candidate : candidates) {
                if (Comparator.EQ.holds(actual, candidate.of(item))) {
                    return true;
                }
            }
            return false;
        }
    }

    record Exists(Path path, boolean wanted) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            return (path.in(item) != null) == wanted;
        }
    }

    record HasType(Operand value, String type) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            Value actual = value.of(item);
            return actual != null && actual.type().equals(type);
        }
    }

    record BeginsWith(Operand value, Operand prefix) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            return beginsWith(value.of(item), prefix.of(item));
        }
    }

    record Contains(Operand value, Operand part) implements Condition {
        @Override
        public boolean test(Map<String, Value> item) {
            return contains(value.of(item), part.of(item));
        }
    }

    /** Whether both are strings or both binaries, and the one begins with the other. */
    static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
        if (value instanceof Value.S s && prefix instanceof Value.S p) {
            return s.text().startsWith(p.text());
        }
        return value instanceof Value.B b
                && prefix instanceof Value.B p
                && b.bytes().length >= p.bytes().length
                && Arrays.equals(b.bytes(), 0, p.bytes().length, p.bytes(), 0, p.bytes().length);
    }

    /** Whether a string or binary has that part, or a set or list that member. */
    static boolean contains(@Nullable Value value, @Nullable Value part) {
        if (part == null) {
            return false;
        }
        return switch (value) {
            case Value.S s -> part instanceof Value.S p && s.text().contains(p.text());
            case Value.B b -> part instanceof Value.B p && latin(b).contains(latin(p));
            case Value.Set set -> set.members().contains(part);
            case Value.L list -> list.elements().contains(part);
            case Value.N n -> false;
            case Value.Bool bool -> false;
            case Value.Null none -> false;
            case Value.M map -> false;
            case null -> false;
        };
    }

    /** One character a byte, so that finding bytes is finding text. */
    private static String latin(Value.B value) {
        return new String(value.bytes(), StandardCharsets.ISO_8859_1);
    }
}
