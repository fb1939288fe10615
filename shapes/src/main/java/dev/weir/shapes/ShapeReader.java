package dev.weir.shapes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pulls one value out of some protocol's bytes. Members are given so that the protocol finds names and formats; null
 * values of members are passed over as if absent. A value of the wrong type is refused with a
 * {@link SerializationException}.
 */
public interface ShapeReader {
    /** Takes one member of a structure. */
    interface MemberReader<B> {
        void read(B builder, Member member, ShapeReader reader);
    }

    /** Calls {@code members} for each member of the structure that is present and known. */
    <B> void structure(Schema schema, B builder, MemberReader<B> members);

    /** Reads a list; null elements are kept out. */
    <T> List<T> list(Member list, Function<ShapeReader, T> element);

    /** Reads a map in the order of its entries; null values are kept out. */
    <T> Map<String, T> map(Member map, Function<ShapeReader, T> value);

    /** Reads a list of strings. */
    default List<String> strings(Member list) {
        Member element = list.schema().element();
        return list(list, reader -> reader.string(element));
    }

    /** Reads a map of strings. */
    default Map<String, String> stringMap(Member map) {
        Member value = map.schema().value();
        return map(map, reader -> reader.string(value));
    }

    String string(Member member);

    int integer(Member member);

    long longInteger(Member member);

    float floating(Member member);

    double doubleFloating(Member member);

    boolean bool(Member member);

    byte[] blob(Member member);

    Instant timestamp(Member member);

    Body stream(Member member);

    /** Reads a sequence of events; protocols without framing refuse it. */
    default <E extends Shape> EventStream<E> events(Member member, Function<ShapeReader, E> event) {
        throw new SerializationException("Event streams are not supported in requests: " + member.name());
    }
}
