package dev.weir.wire.validation;

import dev.weir.shapes.Constraints;
import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What the validator must know of one schema. */
final class Rules {
    static final Derivation<Rules> OF = new Derivation<>(Rules::new);

    private final Constraints constraints;
    private final boolean constrained;
    private final boolean worthALook;
    private final long min;
    private final long max;
    private final Set<String> allowed;
    private final Member[] required;
    private final String[] pathNames;
    private volatile @Nullable Pattern pattern;

    private Rules(Schema schema) {
        this.constraints = schema.constraints();
        this.constrained = constrained(schema);
        this.worthALook = worthALook(schema, new HashSet<>());
        Long least = constraints.min();
        Long greatest = constraints.max();
        this.min = least == null ? Long.MIN_VALUE : least;
        this.max = greatest == null ? Long.MAX_VALUE : greatest;
        this.allowed = new HashSet<>(constraints.allowed());
        boolean structure = schema.type() == ShapeType.STRUCTURE;
        this.required =
                structure ? schema.members().stream().filter(Member::required).toArray(Member[]::new) : new Member[0];
        this.pathNames = structure
                ? schema.members().stream()
                        .map(member -> lowerFirst(member.name()))
                        .toArray(String[]::new)
                : new String[0];
    }

    private static boolean constrained(Schema schema) {
        Constraints constraints = schema.constraints();
        return constraints.min() != null
                || constraints.max() != null
                || constraints.pattern() != null
                || !constraints.allowed().isEmpty();
    }

    private static boolean worthALook(Schema schema, Set<Schema> seen) {
        if (constrained(schema)) {
            return true;
        }
        if (!seen.add(schema)) {
            return false;
        }
        return switch (schema.type()) {
            case STRUCTURE, LIST, MAP -> {
                boolean worth = false;
                for (Member member : schema.members()) {
                    boolean required = member.required() && schema.type() == ShapeType.STRUCTURE;
                    worth |= required || worthALook(member.schema(), seen);
                }
                yield worth;
            }
            default -> false;
        };
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether the schema itself asks for anything. */
    boolean constrained() {
        return constrained;
    }

    /** Whether the schema, or any that it reaches, asks for anything. */
    boolean worthALook() {
        return worthALook;
    }

    Member[] required() {
        return required;
    }

    String pathName(Member member) {
        return pathNames[member.index()];
    }

    boolean sizeFits(long size) {
        return size >= min && size <= max;
    }

    /** Whether the text satisfies all. */
    boolean fits(String text) {
        return sizeFits(text.length()) && allows(text) && matches(text);
    }

    private boolean allows(String text) {
        return allowed.isEmpty() || allowed.contains(text);
    }

    private boolean matches(String text) {
        String expression = constraints.pattern();
        return expression == null || compiled(expression).matcher(text).matches();
    }

    private Pattern compiled(String expression) {
        Pattern known = pattern;
        if (known == null) {
            try {
                known = Pattern.compile(expression);
            } catch (PatternSyntaxException e) {
                // A few of AWS's patterns are of another dialect; such a one cannot be checked here.
                known = Pattern.compile("(?s).*");
            }
            pattern = known;
        }
        return known;
    }

    /** What the text fails, in AWS's words and order. */
    List<String> failures(String text, boolean showsValues) {
        List<String> failures = new ArrayList<>(2);
        if (!allows(text)) {
            failures.add(enumeration(showsValues));
        }
        if (!matches(text)) {
            failures.add(expression());
        }
        failures.addAll(sizeFailures(text.length(), "length"));
        return failures;
    }

    /** @param noun {@code length} or {@code value} */
    List<String> sizeFailures(long size, String noun) {
        if (size < min) {
            return List.of(atLeast(noun));
        }
        return size > max ? List.of(atMost(noun)) : List.of();
    }

    /** All that is asked of a value, as lists and maps say it of their elements. */
    List<String> all(String noun, boolean showsValues) {
        List<String> all = new ArrayList<>(4);
        if (constraints.max() != null) {
            all.add(atMost(noun));
        }
        if (constraints.min() != null) {
            all.add(atLeast(noun));
        }
        if (constraints.pattern() != null) {
            all.add(expression());
        }
        if (!allowed.isEmpty()) {
            all.add(enumeration(showsValues));
        }
        return all;
    }

    private String atLeast(String noun) {
        return "Member must have " + noun + " greater than or equal to " + min;
    }

    private String atMost(String noun) {
        return "Member must have " + noun + " less than or equal to " + max;
    }

    private String expression() {
        return "Member must satisfy regular expression pattern: " + constraints.pattern();
    }

    private String enumeration(boolean showsValues) {
        return showsValues
                ? "Member must satisfy enum value set: " + constraints.allowed()
                : "Member must satisfy enum value set";
    }
}
