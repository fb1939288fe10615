package dev.weir.services.dynamodb.domain;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary values and items. */
public final class Items {
    private Items() {}

    public static Arbitrary<Value> values() {
        return Arbitraries.lazyOf(
                Items::keys,
                Items::keys,
                () -> Arbitraries.of(Value.TRUE, Value.FALSE, Value.NULL),
                Items::sets,
                () -> values().list().ofMaxSize(3).map(Value.L::new),
                () -> items(3).map(Value.M::new));
    }

    /** Strings, numbers and binaries. */
    public static Arbitrary<Value> keys() {
        return Arbitraries.oneOf(
                text().map(Value.S::new),
                Arbitraries.integers().between(-50, 50).map(n -> new Value.N(Integer.toString(n))),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4).map(Value.B::new));
    }

    public static Arbitrary<Map<String, Value>> items(int size) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values()).ofMaxSize(size);
    }

    public static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\0', '\u00ff', '\uffff', '\u0801')
                .ofMaxLength(4)
                .flatMap(text -> Arbitraries.of(text, text + "\ud83d\ude00"));
    }

    private static Arbitrary<Value> sets() {
        return Arbitraries.oneOf(
                text().set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(members -> Values.set(
                                "SS", members.stream().map(Value.S::new).collect(Collectors.toUnmodifiableList()))),
                Arbitraries.integers()
                        .between(-5, 5)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(members -> Values.set(
                                "NS",
                                members.stream()
                                        .<Value>map(n -> new Value.N(n.toString()))
                                        .toList())));
    }

    public static Value s(String text) {
        return new Value.S(text);
    }

    public static Value n(long number) {
        return new Value.N(Long.toString(number));
    }

    public static Value l(Value... elements) {
        return new Value.L(List.of(elements));
    }

    public static Value m(String name, Value value) {
        return new Value.M(Map.of(name, value));
    }
}
