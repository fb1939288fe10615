package dev.weir.services.dynamodb.domain;

import dev.weir.services.dynamodb.domain.Value.B;
import dev.weir.services.dynamodb.domain.Value.Bool;
import dev.weir.services.dynamodb.domain.Value.L;
import dev.weir.services.dynamodb.domain.Value.M;
import dev.weir.services.dynamodb.domain.Value.N;
import dev.weir.services.dynamodb.domain.Value.Null;
import dev.weir.services.dynamodb.domain.Value.S;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items as the store keeps them: the number of attributes, then each one's name and value; a value is a type byte, then
 * a length and the content.
 */
public final class ItemCodec {
    private static final int TYPE_S = 0;
    private static final int TYPE_N = 1;
    private static final int TYPE_B = 2;
    private static final int TYPE_FALSE = 3;
    private static final int TYPE_TRUE = 4;
    private static final int TYPE_NULL = 5;
    private static final int TYPE_M = 6;
    private static final int TYPE_L = 7;
    private static final int TYPE_SS = 8;
    private static final int TYPE_NS = 9;
    private static final int TYPE_BS = 10;

    private ItemCodec() {}

    public static byte[] encode(Map<String, Value> item) {
        Bytes bytes = new Bytes(256);
        write(bytes, item);
        return bytes.toBytes();
    }

    public static Map<String, Value> decode(byte[] encoded) {
        return readItem(new Bytes.Reader(encoded));
    }

    /** Adds the item to what is being written. */
    public static void write(Bytes out, Map<String, Value> item) {
        out.varint(item.size());
        for (Map.Entry<String, Value> attribute : item.entrySet()) {
            out.text(attribute.getKey());
            write(out, attribute.getValue());
        }
    }

    /** Reads an item that {@link #write} wrote. */
    public static Map<String, Value> readItem(Bytes.Reader in) {
        int size = in.varint();
        Map<String, Value> item = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            String name = in.text();
            item.put(name, readValue(in));
        }
        return item;
    }

    private static void write(Bytes out, Value value) {
        switch (value) {
            case S s -> out.octet(TYPE_S).text(s.text());
            case N n -> out.octet(TYPE_N).text(n.text());
            case B b -> out.octet(TYPE_B).blob(b.bytes());
            case Bool bool -> out.octet(bool.value() ? TYPE_TRUE : TYPE_FALSE);
            case Null none -> out.octet(TYPE_NULL);
            case M map -> write(out.octet(TYPE_M), map.entries());
            case L list -> {
                out.octet(TYPE_L).varint(list.elements().size());
                list.elements().forEach(element -> write(out, element));
            }
            case Value.Set set -> {
                out.octet(setType(set.type())).varint(set.members().size());
                set.members().forEach(member -> write(out, member));
            }
        }
    }

    private static Value readValue(Bytes.Reader in) {
        int type = in.octet();
        return switch (type) {
            case TYPE_S -> new S(in.text());
            case TYPE_N -> new N(in.text());
            case TYPE_B -> new B(in.blob());
            case TYPE_FALSE -> Value.FALSE;
            case TYPE_TRUE -> Value.TRUE;
            case TYPE_NULL -> Value.NULL;
            case TYPE_M -> new M(readItem(in));
            case TYPE_L -> new L(readAll(in));
            case TYPE_SS -> new Value.Set("SS", readAll(in));
            case TYPE_NS -> new Value.Set("NS", readAll(in));
            case TYPE_BS -> new Value.Set("BS", readAll(in));
            default -> throw new IllegalStateException("unknown value type " + type);
        };
    }

    private static List<Value> readAll(Bytes.Reader in) {
        int size = in.varint();
        List<Value> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(readValue(in));
        }
        return values;
    }

    private static int setType(String type) {
        return switch (type) {
            case "SS" -> TYPE_SS;
            case "NS" -> TYPE_NS;
            default -> TYPE_BS;
        };
    }
}
