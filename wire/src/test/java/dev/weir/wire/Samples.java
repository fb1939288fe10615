package dev.weir.wire;

import dev.weir.shapes.Constraints;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.Location;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Member.Traits;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hand-made schemas, with a little of everything that models have. */
public final class Samples {
    public static final Schema STRING = scalar(ShapeType.STRING);
    public static final Schema INTEGER = scalar(ShapeType.INTEGER);
    public static final Schema LONG = scalar(ShapeType.LONG);
    public static final Schema FLOAT = scalar(ShapeType.FLOAT);
    public static final Schema DOUBLE = scalar(ShapeType.DOUBLE);
    public static final Schema BOOLEAN = scalar(ShapeType.BOOLEAN);
    public static final Schema BLOB = scalar(ShapeType.BLOB);
    public static final Schema TIMESTAMP = scalar(ShapeType.TIMESTAMP);
    public static final Schema STREAM = scalar(ShapeType.STREAM);
    public static final Schema STRINGS = list("Strings", STRING);
    public static final Schema NAMED_STRINGS = new Schema(
            ShapeType.LIST,
            "NamedStrings",
            Constraints.NONE,
            () -> List.of(new Member("member", 0, () -> STRING, false, named("Item"))));
    public static final Schema INTEGERS = list("Integers", INTEGER);
    public static final Schema STRING_MAP = map("StringMap", STRING);
    public static final Schema NODE = structure("Node", Samples::nodeMembers);
    public static final Schema NODES = list("Nodes", NODE);
    public static final Schema NODE_MAP = map("NodeMap", NODE);

    /** Everything that a document may hold. */
    public static final Schema ALL = structure("All", Samples::allMembers);

    /** As {@link #ALL}, with an XML attribute. */
    public static final Schema WITH_ATTRIBUTE = structure("WithAttribute", Samples::attributeMembers);

    /** Bound to all parts of an HTTP message, with a document in the body. */
    public static final Schema BOUND = structure("Bound", Samples::boundMembers);

    private Samples() {}

    private static List<Member> nodeMembers() {
        return members("Value", STRING, Traits.NONE, "Child", (Supplier<Schema>) () -> NODE, Traits.NONE);
    }

    private static List<Member> allMembers() {
        return members(
                "Text",
                STRING,
                Traits.NONE,
                "renamed",
                STRING,
                names("jsonRenamed", "XmlRenamed", "QueryRenamed"),
                "Number",
                INTEGER,
                Traits.NONE,
                "Large",
                LONG,
                Traits.NONE,
                "Ratio",
                FLOAT,
                Traits.NONE,
                "Precise",
                DOUBLE,
                Traits.NONE,
                "Flag",
                BOOLEAN,
                Traits.NONE,
                "Data",
                BLOB,
                Traits.NONE,
                "When",
                TIMESTAMP,
                Traits.NONE,
                "WhenEpoch",
                TIMESTAMP,
                format(TimestampFormat.EPOCH_SECONDS),
                "WhenIso",
                TIMESTAMP,
                format(TimestampFormat.ISO_8601),
                "WhenHttp",
                TIMESTAMP,
                format(TimestampFormat.RFC_822),
                "List",
                STRINGS,
                Traits.NONE,
                "NamedList",
                NAMED_STRINGS,
                Traits.NONE,
                "FlatList",
                INTEGERS,
                flat("Flat"),
                "Nodes",
                NODES,
                Traits.NONE,
                "FlatNodes",
                NODES,
                flat(null),
                "Map",
                STRING_MAP,
                Traits.NONE,
                "FlatMap",
                NODE_MAP,
                flat("FlatEntry"),
                "Node",
                (Supplier<Schema>) () -> NODE,
                Traits.NONE);
    }

    private static List<Member> attributeMembers() {
        List<Member> members = new ArrayList<>(allMembers());
        members.add(new Member(
                "Kind",
                members.size(),
                () -> STRING,
                false,
                new Traits(Location.BODY, null, null, "xsi:kind", null, false, true, null, null, null, false, false)));
        return members;
    }

    private static List<Member> boundMembers() {
        return members(
                "Token",
                STRING,
                at(Location.HEADER, "x-token"),
                "Count",
                INTEGER,
                at(Location.HEADER, "x-count"),
                "Flag",
                BOOLEAN,
                at(Location.HEADER, "x-flag"),
                "Since",
                TIMESTAMP,
                at(Location.HEADER, "x-since"),
                "Tags",
                STRINGS,
                at(Location.HEADER, "x-tags"),
                "Meta",
                STRING_MAP,
                at(Location.HEADERS, "x-meta-"),
                "Text",
                STRING,
                Traits.NONE,
                "Nodes",
                NODES,
                Traits.NONE);
    }

    public static Schema scalar(ShapeType type) {
        return new Schema(type, type.name(), Constraints.NONE, List::of);
    }

    public static Schema list(String name, Schema element) {
        return new Schema(
                ShapeType.LIST,
                name,
                Constraints.NONE,
                () -> List.of(new Member("member", 0, () -> element, false, Traits.NONE)));
    }

    public static Schema map(String name, Schema value) {
        return new Schema(
                ShapeType.MAP,
                name,
                Constraints.NONE,
                () -> List.of(
                        new Member("key", 0, () -> STRING, false, Traits.NONE),
                        new Member("value", 1, () -> value, false, Traits.NONE)));
    }

    public static Schema structure(String name, Supplier<List<Member>> members) {
        return new Schema(ShapeType.STRUCTURE, name, Constraints.NONE, members);
    }

    /** Names, schemas (or suppliers of them) and traits in turn. */
    @SuppressWarnings("unchecked")
    public static List<Member> members(Object... fields) {
        List<Member> members = new ArrayList<>();
        for (List<Object> each : triples(Arrays.asList(fields))) {
            Object target = each.get(1);
            Supplier<Schema> schema = target instanceof Schema known ? () -> known : (Supplier<Schema>) target;
            members.add(new Member((String) each.get(0), members.size(), schema, false, (Traits) each.get(2)));
        }
        return members;
    }

    private static List<List<Object>> triples(List<Object> fields) {
        List<List<Object>> triples = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 3) {
            triples.add(fields.subList(i, i + 3));
        }
        return triples;
    }

    public static Traits at(Location location, @Nullable String name) {
        return new Traits(location, name, null, null, null, false, false, null, null, null, false, false);
    }

    public static Traits named(String xmlName) {
        return new Traits(Location.BODY, null, null, xmlName, xmlName, false, false, null, null, null, false, false);
    }

    private static Traits names(String json, String xml, String query) {
        return new Traits(Location.BODY, null, json, xml, query, false, false, null, null, null, false, false);
    }

    public static Traits flat(@Nullable String name) {
        return new Traits(Location.BODY, null, null, name, name, true, false, null, null, null, false, false);
    }

    private static Traits format(TimestampFormat format) {
        return new Traits(Location.BODY, null, null, null, null, false, false, null, null, format, false, false);
    }
}
