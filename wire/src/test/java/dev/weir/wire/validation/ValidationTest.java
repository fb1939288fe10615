package dev.weir.wire.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.shapes.Constraints;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.Location;
import dev.weir.shapes.Member.Traits;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import dev.weir.wire.Dynamic;
import dev.weir.wire.Samples;
import dev.weir.wire.protocol.Dialect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** AWS's wording, constraint by constraint. */
class ValidationTest {
    private static final Dialect COMMON = Dialect.of("kms");
    private static final Schema NAME = constrained(ShapeType.STRING, 3L, 5L, "[a-z]+", List.of());
    private static final Schema KIND = constrained(ShapeType.STRING, null, null, null, List.of("A", "B"));
    private static final Schema COUNT = constrained(ShapeType.INTEGER, 1L, 10L, null, List.of());
    private static final Schema NAMES = list("Names", NAME, 1L, 2L);
    private static final Schema TAG = Samples.structure("Tag", ValidationTest::tagMembers);
    private static final Schema TAGS = list("Tags", TAG, null, 2L);
    private static final Schema BY_NAME = new Schema(
            ShapeType.MAP,
            "ByName",
            Constraints.NONE,
            () -> List.of(
                    new Member("key", 0, () -> NAME, false, Traits.NONE),
                    new Member("value", 1, () -> TAGS, false, Traits.NONE)));
    private static final Schema REQUEST = Samples.structure("Request", ValidationTest::requestMembers);

    private static List<Member> tagMembers() {
        return List.of(
                new Member("Key", 0, () -> NAME, true, Traits.NONE),
                new Member("Value", 1, () -> Samples.STRING, false, Traits.NONE));
    }

    private static List<Member> requestMembers() {
        Traits sensitive =
                new Traits(Location.BODY, null, null, null, null, false, false, null, null, null, false, true);
        return List.of(
                new Member("Name", 0, () -> NAME, true, Traits.NONE),
                new Member("Kind", 1, () -> KIND, false, Traits.NONE),
                new Member("Count", 2, () -> COUNT, false, Traits.NONE),
                new Member("Names", 3, () -> NAMES, false, Traits.NONE),
                new Member("Tags", 4, () -> TAGS, false, Traits.NONE),
                new Member("ByName", 5, () -> BY_NAME, false, Traits.NONE),
                new Member("Secret", 6, () -> NAME, false, sensitive),
                new Member("Last", 7, () -> Samples.STRING, true, Traits.NONE));
    }

    private static Schema constrained(
            ShapeType type, @Nullable Long min, @Nullable Long max, @Nullable String pattern, List<String> allowed) {
        return new Schema(type, type.name(), new Constraints(min, max, pattern, allowed), List::of);
    }

    private static Schema list(String name, Schema element, @Nullable Long min, @Nullable Long max) {
        return new Schema(
                ShapeType.LIST,
                name,
                new Constraints(min, max, null, List.of()),
                () -> List.of(new Member("member", 0, () -> element, false, Traits.NONE)));
    }

    private static Dynamic tag(Object... namesAndValues) {
        return Dynamic.of(TAG, namesAndValues);
    }

    /** Violations of a request that is right but for the members given. */
    private static List<String> violations(Object... namesAndValues) {
        Dynamic request = Dynamic.of(REQUEST, "Name", "abc", "Last", "x");
        request.values().putAll(Dynamic.of(REQUEST, namesAndValues).values());
        return Validation.violations(COMMON, request);
    }

    private static List<String> at(String subject, String... constraints) {
        return List.of(constraints).stream()
                .map(each -> subject + " failed to satisfy constraint: Member must " + each)
                .toList();
    }

    @Test
    void passesWhatIsRight() {
        assertEquals(
                List.of(),
                violations(
                        "Kind",
                        "A",
                        "Count",
                        10,
                        "Names",
                        List.of("abc"),
                        "Tags",
                        List.of(tag("Key", "abc")),
                        "ByName",
                        Map.of("abc", List.of(tag("Key", "abc", "Value", ""))),
                        "Secret",
                        "abcde"));
    }

    @Test
    void missesMembersInTheModelsOrder() {
        assertEquals(
                List.of(
                        "Value null at 'name' failed to satisfy constraint: Member must not be null",
                        "Value null at 'last' failed to satisfy constraint: Member must not be null"),
                Validation.violations(COMMON, Dynamic.of(REQUEST, "Count", 5)));
    }

    @Test
    void checksScalars() {
        assertEquals(
                at(
                        "Value 'A' at 'name'",
                        "satisfy regular expression pattern: [a-z]+",
                        "have length greater than or equal to 3"),
                violations("Name", "A"));
        assertEquals(
                at("Value 'abcdef' at 'name'", "have length less than or equal to 5"), violations("Name", "abcdef"));
        assertEquals(at("Value 'C' at 'kind'", "satisfy enum value set: [A, B]"), violations("Kind", "C"));
        assertEquals(at("Value '0' at 'count'", "have value greater than or equal to 1"), violations("Count", 0));
        assertEquals(at("Value '11' at 'count'", "have value less than or equal to 10"), violations("Count", 11));
        assertEquals(at("Value at 'secret'", "have length less than or equal to 5"), violations("Secret", "abcdef"));
    }

    @Test
    void checksLists() {
        assertEquals(
                at("Value '[]' at 'names'", "have length greater than or equal to 1"), violations("Names", List.of()));
        assertEquals(
                at(
                        "Value '[abc, A]' at 'names'",
                        "satisfy constraint: [Member must have length less than or equal to 5, Member must have length"
                                + " greater than or equal to 3, Member must satisfy regular expression pattern: [a-z]+]"),
                violations("Names", List.of("abc", "A")));
        assertEquals(
                at("Value 'abcdef' at 'tags.2.member.key'", "have length less than or equal to 5"),
                violations("Tags", List.of(tag("Key", "abc"), tag("Key", "abcdef"))));
        assertEquals(
                at("Value null at 'tags.1.member.key'", "not be null"), violations("Tags", List.of(tag("Value", "x"))));
        assertEquals(
                at(
                        "Value '[Tag(key=abc, value=null), Tag(key=abc, value=1), Tag(key=abc, value=null)]' at 'tags'",
                        "have length less than or equal to 2"),
                violations("Tags", List.of(tag("Key", "abc"), tag("Key", "abc", "Value", "1"), tag("Key", "abc"))));
    }

    @Test
    void checksMaps() {
        assertEquals(
                at("Value null at 'byName.abc.member.1.member.key'", "not be null"),
                violations("ByName", Map.of("abc", List.of(tag()))));
        assertEquals(
                List.of("Value '{A=[]}' at 'byName' failed to satisfy constraint: Map keys must satisfy constraint:"
                        + " [Member must have length less than or equal to 5, Member must have length greater than or"
                        + " equal to 3, Member must satisfy regular expression pattern: [a-z]+]"),
                violations("ByName", Map.of("A", List.of())));
    }

    @Test
    void keepsValuesBackWhereTheServiceDoes() {
        Dynamic request = Dynamic.of(REQUEST, "Name", "abc", "Kind", "C", "Last", "x");
        assertEquals(
                at("Value at 'kind'", "satisfy enum value set"), Validation.violations(Dialect.of("iam"), request));
    }
}
