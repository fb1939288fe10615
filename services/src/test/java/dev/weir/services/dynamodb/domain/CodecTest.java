package dev.weir.services.dynamodb.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CodecTest {
    @Property
    void anItemComesBackAsItWas(@ForAll("items") Map<String, Value> item) {
        assertEquals(item, ItemCodec.decode(ItemCodec.encode(item)));
    }

    @Property
    void keysOrderAsValuesDoAndNoneBeginsAnother(@ForAll("keys") Value left, @ForAll("keys") Value right) {
        Assume.that(Values.comparable(left, right));
        byte[] one = KeyCodec.encode(left);
        byte[] other = KeyCodec.encode(right);
        assertEquals(Integer.signum(Values.compare(left, right)), Integer.signum(Arrays.compareUnsigned(one, other)));
        if (!left.equals(right) && one.length <= other.length) {
            assertTrue(!Arrays.equals(one, Arrays.copyOf(other, one.length)));
        }
    }

    @Property
    void stringsOrderByTheirUtf8Bytes(@ForAll("text") String left, @ForAll("text") String right) {
        assertEquals(
                Integer.signum(Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))),
                Integer.signum(Values.compare(Items.s(left), Items.s(right))));
        assertEquals(left.getBytes(StandardCharsets.UTF_8).length, Values.utf8Length(left));
    }

    @Property
    void aPrefixOfTextIsAPrefixOfItsKey(@ForAll("text") String prefix, @ForAll("text") String rest) {
        byte[] key = KeyCodec.encode(Items.s(prefix + rest));
        byte[] start = KeyCodec.prefix(Items.s(prefix));
        assertTrue(Arrays.equals(start, Arrays.copyOf(key, start.length)));
    }

    @Test
    void sizesAreThoseOfTheDeveloperGuide() {
        assertEquals(2 + 3, Values.size(Map.of("id", Items.s("abc"))));
        assertEquals(1 + 1, Values.size(Map.of("n", Items.n(0))));
        assertEquals(1 + 2, Values.size(Map.of("n", Items.n(27))));
        assertEquals(1 + 3, Values.size(Map.of("n", Items.n(-27))));
        assertEquals(1 + 3 + 2 + 1 + 1, Values.size(Map.of("l", Items.l(Value.TRUE, Value.NULL))));
        assertEquals(1 + 3 + 1 + 1 + 1, Values.size(Map.of("m", Items.m("k", Value.TRUE))));
        assertEquals(1 + 3, Values.size(Map.of("s", Values.set("SS", List.of(Items.s("b"), Items.s("ac"))))));
    }

    @Provide
    Arbitrary<Map<String, Value>> items() {
        return Items.items(4);
    }

    @Provide
    Arbitrary<Value> keys() {
        return Items.keys();
    }

    @Provide
    Arbitrary<String> text() {
        return Items.text();
    }
}
