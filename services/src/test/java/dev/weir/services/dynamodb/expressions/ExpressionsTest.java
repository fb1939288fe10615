package dev.weir.services.dynamodb.expressions;

import static dev.weir.services.dynamodb.domain.Items.l;
import static dev.weir.services.dynamodb.domain.Items.m;
import static dev.weir.services.dynamodb.domain.Items.n;
import static dev.weir.services.dynamodb.domain.Items.s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.shapes.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
    private static final Map<String, Value> ITEM = Map.of(
            "id", s("o-1"),
            "n", n(5),
            "tags", Values.set("SS", List.of(s("red"), s("blue"))),
            "parts", l(n(1), m("sku", s("x")), n(3)),
            "doc", m("deep", m("er", n(7))),
            "yes", Value.TRUE,
            "nothing", Value.NULL);
    private static final Map<String, Value> VALUES = Map.of(
            ":five",
            n(5),
            ":six",
            n(6),
            ":o",
            s("o-"),
            ":red",
            s("red"),
            ":ss",
            s("SS"),
            ":x",
            s("x"),
            ":t",
            Value.TRUE);

    private final ExpressionParser parser = new ExpressionParser();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    n = :five | true
                    n <> :five | false
                    absent <> :five | true
                    absent = :five | false
                    absent < :five | false
                    n < :six AND n >= :five | true
                    n between :five and :six | true
                    n IN (:o, :six, :five) | true
                    n IN (:o, :six) | false
                    id < :six | false
                    begins_with(id, :o) | true
                    begins_with(n, :o) | false
                    contains(tags, :red) | true
                    contains(id, :o) | true
                    contains(parts, :five) | false
                    size(tags) < :five | true
                    size(id) < :five | true
                    size(absent) < :five | false
                    attribute_exists(doc.deep.er) | true
                    attribute_exists(parts[3]) | false
                    attribute_not_exists(doc.nope) | true
                    attribute_type(tags, :ss) | true
                    parts[1].sku = :x | true
                    yes = :t | true
                    NOT n = :five OR NOT n = :six | true
                    NOT (n = :five OR n = :six) | false
                    n = :six OR n = :five AND yes = :t | true
                    (n = :six OR n = :five) AND NOT yes = :t | false
                    ((n) = (:five)) | true
                    """)
    void conditionsMeanWhatTheGuideSays(String text, boolean expected) {
        Condition condition =
                Objects.requireNonNull(new Expressions(parser, Map.of(), VALUES).condition(Kind.CONDITION, text));
        assertEquals(expected, condition.test(ITEM), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    foo | Syntax error; token: "<EOF>", near: "foo"
                    a = 5 | Syntax error; token: "5", near: "= 5"
                    [object Object] | Syntax error; token: "[", near: "[object"
                    a = _b | Syntax error; token: "_", near: "= _b"
                    a = | Syntax error; token: "<EOF>", near: "="
                    a IN () | Syntax error; token: ")", near: "()"
                    ((a = :five)) | The expression has redundant parentheses;
                    nope(a) | Invalid function name; function: nope
                    size(a) | The function is not allowed to be used this way in an expression; function: size
                    contains(a, :x) = :t | The function is not allowed to be used this way in an expression; function: contains
                    :t = contains(a, :x) | The function is not allowed to be used this way in an expression; function: contains
                    status = :t | Attribute name is a reserved keyword; reserved keyword: status
                    a = :nope | An expression attribute value used in expression is not defined; attribute value: :nope
                    #nope = :t | An expression attribute name used in the document path is not defined; attribute name: #nope
                    begins_with(a, :five) | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
                    begins_with(a) | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
                    attribute_exists(:x) | Operator or function requires a document path; operator or function: attribute_exists
                    a < :t | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
                    a.b = a.b | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, b]
                    n BETWEEN :six AND :five | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:5}
                    """)
    void conditionsAreRefusedInAwsWords(String text, String message) {
        AwsException refused = assertThrows(
                AwsException.class, () -> new Expressions(parser, Map.of(), VALUES).condition(Kind.CONDITION, text));
        assertEquals("Invalid ConditionExpression: " + message, refused.getMessage());
        assertEquals("ValidationException", refused.code());
    }

    @Test
    void placeholdersThatNothingUsesAreRefused() {
        Expressions names = new Expressions(parser, Map.of("#a", "a", "#b", "b"), Map.of());
        names.condition(Kind.FILTER, "attribute_exists(#a)");
        assertEquals(
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
                assertThrows(AwsException.class, names::done).getMessage());
        Expressions values = new Expressions(parser, Map.of(), Map.of(":x", n(1)));
        assertEquals(
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}",
                assertThrows(AwsException.class, values::done).getMessage());
    }

    @Test
    void updatesSeeTheItemAsItWas() {
        Map<String, Value> after = update(
                "SET a = n, n = n + :one, parts[9] = :one, parts[0] = :nine, doc.deep.more = :one,"
                        + " fresh = if_not_exists(fresh, :nine), joined = list_append(parts, parts)"
                        + " REMOVE parts[1], yes ADD tally :one DELETE tags :red",
                Map.of(":one", n(1), ":nine", n(9), ":red", Values.set("SS", List.of(s("red")))));
        assertEquals(n(5), after.get("a"));
        assertEquals(n(6), after.get("n"));
        assertEquals(l(n(9), n(3), n(1)), after.get("parts"));
        assertEquals(
                n(1),
                Path.of("doc").in(after) instanceof Value.M doc && doc.entries().get("deep") instanceof Value.M deep
                        ? deep.entries().get("more")
                        : null);
        assertEquals(n(9), after.get("fresh"));
        assertEquals(
                6,
                ((Value.L) Objects.requireNonNull(after.get("joined")))
                        .elements()
                        .size());
        assertEquals(null, after.get("yes"));
        assertEquals(n(1), after.get("tally"));
        assertEquals(Values.set("SS", List.of(s("blue"))), after.get("tags"));
        assertEquals(l(n(1), m("sku", s("x")), n(3)), ITEM.get("parts"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SET a = :one SET b = :one | Invalid UpdateExpression: The "SET" section can only be used once in an update expression;
                    SET a = :one, a.b = :one | Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]
                    SET a[0] = :one, a.b = :one | Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, [0]], path two: [a, b]
                    SET _123 = :one | Invalid UpdateExpression: Syntax error; token: "_", near: "SET _123"
                    SET #a = :one | Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #a
                    SET name = :one | Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name
                    ADD a :text | Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING
                    DELETE a :one | Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER
                    SET a = size(b) | Invalid UpdateExpression: Invalid function name; function: size
                    SET a = :text + :one | Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S
                    SET a = absent | The provided expression refers to an attribute that does not exist in the item
                    SET a = id + :one | An operand in the update expression has an incorrect data type
                    SET absent.b = :one | The document path provided in the update expression is invalid for update
                    SET id[0] = :one | The document path provided in the update expression is invalid for update
                    """)
    void updatesAreRefusedInAwsWords(String text, String message) {
        AwsException refused =
                assertThrows(AwsException.class, () -> update(text, Map.of(":one", n(1), ":text", s("t"))));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void projectionsKeepMapsAndCloseUpLists() {
        Projection projection = Objects.requireNonNull(
                new Expressions(parser, Map.of("#d", "doc"), Map.of()).projection("id, parts[2], parts[0], #d.deep"));
        assertEquals(
                Map.of("id", s("o-1"), "parts", l(n(1), n(3)), "doc", m("deep", m("er", n(7)))), projection.of(ITEM));
    }

    @Test
    void keyConditionsTakeOneTestPerKeyOnly() {
        Map<String, KeyTest> tests = new Expressions(parser, Map.of(), VALUES).keyTests("id = :o AND :five < n");
        assertEquals(new KeyTest.Compare(Condition.Comparator.EQ, s("o-")), tests.get("id"));
        assertEquals(new KeyTest.Compare(Condition.Comparator.GT, n(5)), tests.get("n"));
        for (Map.Entry<String, String> wrong : Map.of(
                        "id = :o OR n = :five", "Invalid operator used in KeyConditionExpression: OR",
                        "id <> :o", "Invalid operator used in KeyConditionExpression: <>",
                        "n > :five AND n < :six", "KeyConditionExpressions must only contain one condition per key",
                        "a.b = :o", "KeyConditionExpressions cannot have conditions on nested attributes")
                .entrySet()) {
            assertEquals(
                    wrong.getValue(),
                    assertThrows(AwsException.class, () -> new Expressions(parser, Map.of(), VALUES)
                                    .keyTests(wrong.getKey()))
                            .getMessage());
        }
    }

    private Map<String, Value> update(String text, Map<String, Value> values) {
        return ItemUpdate.apply(ITEM, new Expressions(parser, Map.of(), values).update(text));
    }
}
