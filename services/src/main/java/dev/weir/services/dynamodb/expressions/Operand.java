package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value within a condition. */
public sealed interface Operand {
    /** Its value for the item, or null where the item has none. */
    @Nullable
    Value of(Map<String, Value> item);

    record Constant(Value value) implements Operand {
        @Override
        public Value of(Map<String, Value> item) {
            return value;
        }
    }

    record Attribute(Path path) implements Operand {
        @Override
        public @Nullable Value of(Map<String, Value> item) {
            return path.in(item);
        }
    }

    /** The size of a string (in bytes), binary, set, list or map. */
    record Size(Operand of) implements Operand {
        @Override
        public @Nullable Value of(Map<String, Value> item) {
            Value value = of.of(item);
            return switch (value) {
                case null -> null;
                case Value.S s -> number(Values.utf8Length(s.text()));
                case Value.B b -> number(b.bytes().length);
                case Value.M map -> number(map.entries().size());
                case Value.L list -> number(list.elements().size());
                case Value.Set set -> number(set.members().size());
                case Value.N n -> null;
                case Value.Bool bool -> null;
                case Value.Null none -> null;
            };
        }

        private static Value number(int size) {
            return new Value.N(Integer.toString(size));
        }
    }
}
