package dev.weir.services.dynamodb.domain;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value.B;
import dev.weir.services.dynamodb.domain.Value.Bool;
import dev.weir.services.dynamodb.domain.Value.L;
import dev.weir.services.dynamodb.domain.Value.M;
import dev.weir.services.dynamodb.domain.Value.N;
import dev.weir.services.dynamodb.domain.Value.Null;
import dev.weir.services.dynamodb.domain.Value.S;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Rules about values: order, size, sets, limits. Source: Developer Guide, "DynamoDB item sizes and formats". */
public final class Values {
    /** The greatest size of an item, in bytes. */
    public static final int MAX_ITEM_SIZE = 400 * 1024;

    private static final int MAX_DEPTH = 32;
    private static final int CONTAINER_OVERHEAD = 3;

    /** Orders strings by their UTF-8 bytes, numbers by value, binaries by unsigned bytes; both of the same type. */
    public static final Comparator<Value> ORDER = Values::compare;

    private Values() {}

    /** Whether the two can be ordered: both strings, both numbers or both binaries. */
    public static boolean comparable(Value left, Value right) {
        return switch (left) {
            case S s -> right instanceof S;
            case N n -> right instanceof N;
            case B b -> right instanceof B;
            case Bool bool -> false;
            case Null none -> false;
            case M map -> false;
            case L list -> false;
            case Value.Set set -> false;
        };
    }

    /** @throws IllegalArgumentException where they are not {@link #comparable} */
    public static int compare(Value left, Value right) {
        if (left instanceof S l && right instanceof S r) {
            return compareText(l.text(), r.text());
        }
        if (left instanceof N l && right instanceof N r) {
            return Numbers.compare(l.text(), r.text());
        }
        if (left instanceof B l && right instanceof B r) {
            return Arrays.compareUnsigned(l.bytes(), r.bytes());
        }
        throw new IllegalArgumentException("no order between " + left.type() + " and " + right.type());
    }

    /** A set of the type ({@code SS}, {@code NS} or {@code BS}) from members in any order, without duplicates. */
    public static Value.Set set(String type, List<Value> members) {
        List<Value> sorted = new ArrayList<>(members);
        sorted.sort(ORDER);
        return new Value.Set(type, sorted);
    }

    /** Bytes that the item takes: the names and values of all attributes. */
    public static int size(Map<String, Value> item) {
        int size = 0;
        for (Map.Entry<String, Value> attribute : item.entrySet()) {
            size += utf8Length(attribute.getKey()) + size(attribute.getValue());
        }
        return size;
    }

    /** Bytes that the value takes, without its name. */
    public static int size(Value value) {
        return switch (value) {
            case S s -> utf8Length(s.text());
            case N n -> Numbers.size(n.text());
            case B b -> b.bytes().length;
            case Bool bool -> 1;
            case Null none -> 1;
            case M map -> CONTAINER_OVERHEAD + map.entries().size() + size(map.entries());
            case L list -> {
                int size = CONTAINER_OVERHEAD + list.elements().size();
                for (Value element : list.elements()) {
                    size += size(element);
                }
                yield size;
            }
            case Value.Set set -> {
                int size = 0;
                for (Value member : set.members()) {
                    size += size(member);
                }
                yield size;
            }
        };
    }

    /** @throws dev.weir.shapes.AwsException where lists and maps are nested deeper than 32 levels */
    public static void checkDepth(Map<String, Value> item) {
        for (Value value : item.values()) {
            checkDepth(value, 1);
        }
    }

    private static void checkDepth(Value value, int level) {
        if (level > MAX_DEPTH + 1) {
            throw DynamoDbErrors.validation("Nesting Levels have exceeded supported limits: "
                    + "Attributes in the item have nested levels beyond supported limit");
        }
        if (value instanceof M map) {
            for (Value entry : map.entries().values()) {
                checkDepth(entry, level + 1);
            }
        } else if (value instanceof L list) {
            for (Value element : list.elements()) {
                checkDepth(element, level + 1);
            }
        }
    }

    /** Bytes of the text in UTF-8. */
    public static int utf8Length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                if (c < 0x800) {
                    bytes++;
                } else if (Character.isSurrogate(c)) {
                    bytes++;
                } else {
                    bytes += 2;
                }
            }
        }
        return bytes;
    }

    /** By code points, which is the order of the UTF-8 bytes; {@code compareTo} goes by UTF-16 units. */
    private static int compareText(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean leftHigh = Character.isSurrogate(l);
                boolean rightHigh = Character.isSurrogate(r);
                if (leftHigh != rightHigh) {
                    return leftHigh ? 1 : -1;
                }
                return Character.compare(l, r);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
