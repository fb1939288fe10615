package dev.weir.wire.validation;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeType;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.protocol.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a request against its model: required members, lengths, ranges, patterns, enumerations. */
public final class Validation implements ShapeWriter {
    private static final String PREFIX = " failed to satisfy constraint: ";

    private final Dialect dialect;
    private final String bodyPrefix;
    private @Nullable List<String> violations;
    private @Nullable Rules owner;
    private int nextRequired;
    private String[] path = new String[8];
    private int depth;
    /** The element's place in a list, from 1; or a map's key: what the next structure or list stands at. */
    private @Nullable String element;
    /** Whether the scalar that comes is an element of a list or a map's value; then only this is noted. */
    private boolean probing;

    private boolean probeFailed;

    /** Whether the list that comes is a map's value: what is wrong with its length is said of the map. */
    private boolean saidOfMap;

    private Validation(Dialect dialect, String bodyPrefix) {
        this.dialect = dialect;
        this.bodyPrefix = bodyPrefix;
    }

    /** @throws AwsException in the service's own form, where the request breaks its model */
    public static void check(Dialect dialect, Operation operation, Shape input) {
        if (dialect.validation() == Dialect.Validation.NONE
                || !operation.input().derived(Rules.OF).worthALook()) {
            return;
        }
        String bodyPrefix = dialect.bodyPath() ? Rules.lowerFirst(operation.name()) + "Input." : "";
        Validation validation = new Validation(dialect, bodyPrefix);
        validation.members(input);
        List<String> violations = validation.violations;
        if (violations == null) {
            return;
        }
        if (dialect.validation() == Dialect.Validation.COMMON) {
            throw new ValidationException(dialect.validationCode(), violations);
        }
    }

    /** The violations of a shape's constraints, in AWS's words; for tests and tools. */
    public static List<String> violations(Dialect dialect, Shape shape) {
        Validation validation = new Validation(dialect, "");
        validation.members(shape);
        List<String> violations = validation.violations;
        return violations == null ? List.of() : violations;
    }

    private void members(Shape shape) {
        Rules outer = owner;
        int outerRequired = nextRequired;
        Rules rules = shape.schema().derived(Rules.OF);
        owner = rules;
        nextRequired = 0;
        shape.write(this);
        missing(rules, Integer.MAX_VALUE);
        owner = outer;
        nextRequired = outerRequired;
    }

    /** Notes the required members before {@code index} that were not there. */
    private void missing(Rules rules, int index) {
        Member[] required = rules.required();
        while (nextRequired < required.length && required[nextRequired].index() < index) {
            Member member = required[nextRequired++];
            if (dialect.validation() == Dialect.Validation.MISSING_PARAMETER) {
                throw new MissingParameterException(member.name());
            }
            add("Value null at '" + pathOf(rules.pathName(member), member) + "'" + PREFIX + "Member must not be null");
        }
    }

    /** Steps on to a member, element or value. */
    private void enter(Member member) {
        Rules rules = owner;
        if (element == null && rules != null) {
            Member[] required = rules.required();
            if (nextRequired < required.length && required[nextRequired].index() <= member.index()) {
                missing(rules, member.index());
                if (nextRequired < required.length && required[nextRequired].index() == member.index()) {
                    nextRequired++;
                }
            }
        }
    }

    private void push(Member member) {
        if (depth + 2 > path.length) {
            path = Arrays.copyOf(path, path.length * 2);
        }
        String place = element;
        if (place == null) {
            Rules rules = owner;
            String name = rules == null ? member.name() : prefix(member) + rules.pathName(member);
            path[depth++] = name;
        } else {
            path[depth++] = place;
            path[depth++] = "member";
        }
    }

    private String prefix(Member member) {
        return depth == 0 && member.traits().location() == Member.Location.BODY ? bodyPrefix : "";
    }

    private String pathOf(String last, Member member) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append(path[i]).append('.');
        }
        return text.append(prefix(member)).append(last).toString();
    }

    private String currentPath() {
        return String.join(".", Arrays.asList(path).subList(0, depth));
    }

    private void add(String violation) {
        List<String> known = violations;
        if (known == null) {
            known = new ArrayList<>();
            violations = known;
        }
        known.add(violation);
    }

    private void fail(Member member, @Nullable String value, List<String> constraints) {
        if (dialect.validation() == Dialect.Validation.MISSING_PARAMETER || constraints.isEmpty()) {
            return;
        }
        int outer = depth;
        push(member);
        failHere(member, value, constraints);
        depth = outer;
    }

    private void failHere(Member member, @Nullable String value, List<String> constraints) {
        if (dialect.validation() == Dialect.Validation.MISSING_PARAMETER) {
            return;
        }
        boolean shown =
                value != null && dialect.showsValues() && !member.traits().sensitive();
        String subject = shown ? "Value '" + value + "' at '" : "Value at '";
        for (String constraint : constraints) {
            add(subject + currentPath() + "'" + PREFIX + constraint);
        }
    }

    @Override
    public void structure(Member member, Shape value) {
        enter(member);
        if (!value.schema().derived(Rules.OF).worthALook()) {
            return;
        }
        int outerDepth = depth;
        push(member);
        String outerElement = element;
        element = null;
        members(value);
        element = outerElement;
        depth = outerDepth;
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> writer) {
        enter(member);
        boolean ofMap = saidOfMap;
        saidOfMap = false;
        Rules rules = member.schema().derived(Rules.OF);
        if (!rules.worthALook()) {
            return;
        }
        int outerDepth = depth;
        push(member);
        String outerElement = element;
        if (!ofMap && !rules.sizeFits(values.size())) {
            failHere(member, Rendering.listText(member, values, writer), rules.sizeFailures(values.size(), "length"));
        }
        Member target = member.schema().element();
        Rules targets = target.schema().derived(Rules.OF);
        if (scalar(target.schema())) {
            if (targets.constrained() && probe(target, values, writer)) {
                failHere(
                        member,
                        Rendering.listText(member, values, writer),
                        within("Member must satisfy constraint: ", target.schema(), targets));
            }
        } else if (targets.worthALook()) {
            int place = 1;
            for (T value : values) {
                element = Integer.toString(place++);
                writer.write(this, target, value);
            }
        }
        element = outerElement;
        depth = outerDepth;
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> writer) {
        enter(member);
        Rules rules = member.schema().derived(Rules.OF);
        if (!rules.worthALook() || dialect.validation() == Dialect.Validation.MISSING_PARAMETER) {
            return;
        }
        int outerDepth = depth;
        push(member);
        String outerElement = element;
        if (!rules.sizeFits(values.size())) {
            failHere(member, Rendering.mapText(member, values, writer), rules.sizeFailures(values.size(), "length"));
        }
        keys(member, values, writer);
        Member target = member.schema().value();
        Rules targets = target.schema().derived(Rules.OF);
        if (scalar(target.schema())) {
            if (targets.constrained() && probe(target, values.values(), writer)) {
                failHere(
                        member,
                        Rendering.mapText(member, values, writer),
                        within("Map value must satisfy constraint: ", target.schema(), targets));
            }
        } else if (targets.worthALook()) {
            lists(member, target, values, writer);
            for (Map.Entry<String, T> entry : values.entrySet()) {
                element = entry.getKey();
                saidOfMap = true;
                writer.write(this, target, entry.getValue());
            }
            saidOfMap = false;
        }
        element = outerElement;
        depth = outerDepth;
    }

    /** Lists of the wrong length are said of the map that holds them, and only there. */
    private <T> void lists(Member member, Member target, Map<String, T> values, ElementWriter<T> writer) {
        Rules rules = target.schema().derived(Rules.OF);
        boolean fit = target.schema().type() != ShapeType.LIST
                || values.values().stream()
                        .allMatch(value -> value instanceof List<?> list && rules.sizeFits(list.size()));
        if (!fit) {
            failHere(
                    member,
                    Rendering.mapText(member, values, writer),
                    within("Map value must satisfy constraint: ", target.schema(), rules));
        }
    }

    private <T> void keys(Member member, Map<String, T> values, ElementWriter<T> writer) {
        Schema schema = member.schema().key().schema();
        Rules rules = schema.derived(Rules.OF);
        if (rules.constrained()) {
            for (String key : values.keySet()) {
                if (!rules.fits(key)) {
                    failHere(
                            member,
                            Rendering.mapText(member, values, writer),
                            within("Map keys must satisfy constraint: ", schema, rules));
                    return;
                }
            }
        }
    }

    private <T> boolean probe(Member target, Iterable<T> values, ElementWriter<T> writer) {
        probing = true;
        probeFailed = false;
        for (T value : values) {
            writer.write(this, target, value);
        }
        probing = false;
        return probeFailed;
    }

    private List<String> within(String words, Schema schema, Rules rules) {
        return List.of(words + rules.all(noun(schema), dialect.showsValues()));
    }

    private static String noun(Schema schema) {
        return switch (schema.type()) {
            case INTEGER, LONG, FLOAT, DOUBLE -> "value";
            default -> "length";
        };
    }

    private static boolean scalar(Schema schema) {
        ShapeType type = schema.type();
        return type != ShapeType.STRUCTURE && type != ShapeType.LIST && type != ShapeType.MAP;
    }

    @Override
    public void string(Member member, String value) {
        Rules rules = member.schema().derived(Rules.OF);
        if (probing) {
            probeFailed |= !rules.fits(value);
            return;
        }
        enter(member);
        if (rules.constrained() && !rules.fits(value)) {
            fail(member, value, rules.failures(value, dialect.showsValues()));
        }
    }

    /** Whether the scalar is to be refused; where only this is asked, that is noted and the answer is no. */
    private boolean misfits(Member member, long size) {
        boolean misfit = !member.schema().derived(Rules.OF).sizeFits(size);
        if (probing) {
            probeFailed |= misfit;
            return false;
        }
        enter(member);
        return misfit;
    }

    private void refuse(Member member, long size, String noun, String value) {
        fail(member, value, member.schema().derived(Rules.OF).sizeFailures(size, noun));
    }

    @Override
    public void integer(Member member, int value) {
        longInteger(member, value);
    }

    @Override
    public void longInteger(Member member, long value) {
        if (misfits(member, value)) {
            refuse(member, value, "value", Long.toString(value));
        }
    }

    @Override
    public void floating(Member member, float value) {
        doubleFloating(member, value);
    }

    @Override
    public void doubleFloating(Member member, double value) {
        long whole = (long) (value < 0 ? Math.floor(value) : Math.ceil(value));
        if (misfits(member, whole)) {
            refuse(member, whole, "value", Double.toString(value));
        }
    }

    @Override
    public void bool(Member member, boolean value) {
        if (!probing) {
            enter(member);
        }
    }

    @Override
    public void blob(Member member, byte[] value) {
        if (misfits(member, value.length)) {
            refuse(member, value.length, "length", Rendering.bytes(value));
        }
    }

    @Override
    public void timestamp(Member member, Instant value) {
        if (!probing) {
            enter(member);
        }
    }

    @Override
    public void stream(Member member, Body value) {
        enter(member);
    }
}
