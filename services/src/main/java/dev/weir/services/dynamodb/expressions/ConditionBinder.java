package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Operand.Attribute;
import dev.weir.services.dynamodb.expressions.Operand.Constant;
import dev.weir.services.dynamodb.expressions.Operand.Size;
import dev.weir.services.dynamodb.expressions.Syntax.Term;
import dev.weir.services.dynamodb.expressions.Syntax.Test;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces a condition's placeholders, and checks what can only be checked then, in AWS's order. */
final class ConditionBinder {
    private static final Set<String> TYPES = Set.of("S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M");
    private static final Set<String> ORDERED = Set.of("S", "N", "B");

    private final Kind kind;
    private final Placeholders placeholders;

    ConditionBinder(Kind kind, Placeholders placeholders) {
        this.kind = kind;
        this.placeholders = placeholders;
    }

    Condition bind(Test test) {
        return switch (test) {
            case Syntax.Or or ->
                new Condition.Or(or.parts().stream().map(this::bind).toList());
            case Syntax.And and ->
                new Condition.And(and.parts().stream().map(this::bind).toList());
            case Syntax.Not not -> new Condition.Not(bind(not.part()));
            case Syntax.Comparison comparison -> comparison(comparison);
            case Syntax.Between between -> between(between);
            case Syntax.In in -> {
                Operand value = operand(in.value());
                List<Operand> candidates = operands(in.candidates());
                candidates.forEach(candidate -> distinct("IN", value, candidate));
                yield new Condition.In(value, candidates);
            }
            case Syntax.Call call -> call(call.function());
        };
    }

    private Condition comparison(Syntax.Comparison comparison) {
        Operand left = operand(comparison.left());
        Operand right = operand(comparison.right());
        distinct(comparison.operator(), left, right);
        Condition.Comparator comparator = Condition.Comparator.of(comparison.operator());
        if (comparator != Condition.Comparator.EQ && comparator != Condition.Comparator.NE) {
            ordered(comparison.operator(), left);
            ordered(comparison.operator(), right);
        }
        return new Condition.Compare(comparator, left, right);
    }

    private void ordered(String operator, Operand operand) {
        String type = type(operand);
        if (type != null && !ORDERED.contains(type)) {
            throw wrongType(operator, type);
        }
    }

    private Condition between(Syntax.Between between) {
        Operand value = operand(between.value());
        Operand low = operand(between.low());
        Operand high = operand(between.high());
        ordered("BETWEEN", low);
        ordered("BETWEEN", high);
        if (low instanceof Constant l && high instanceof Constant h) {
            String bounds = "lower bound operand: AttributeValue: " + describe(l.value())
                    + ", upper bound operand: AttributeValue: " + describe(h.value());
            if (!Values.comparable(l.value(), h.value())) {
                throw kind.invalid(
                        "The BETWEEN operator requires same data type for lower and upper bounds; " + bounds);
            }
            if (Values.compare(l.value(), h.value()) > 0) {
                throw kind.invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower"
                        + " bound; " + bounds);
            }
        }
        return new Condition.Between(value, low, high);
    }

    private Condition call(Syntax.Function function) {
        String name = function.name();
        List<Operand> arguments = operands(function.arguments());
        count(name, name.equals("attribute_exists") || name.equals("attribute_not_exists") ? 1 : 2, arguments);
        Operand first = arguments.getFirst();
        if (arguments.size() == 2) {
            distinct(name, first, arguments.get(1));
        }
        return switch (name) {
            case "attribute_exists" -> new Condition.Exists(attribute(name, first), true);
            case "attribute_not_exists" -> new Condition.Exists(attribute(name, first), false);
            case "attribute_type" -> hasType(first, arguments.get(1));
            case "begins_with" -> {
                for (Operand argument : arguments) {
                    String type = type(argument);
                    if (type != null && !type.equals("S") && !type.equals("B")) {
                        throw wrongType(name, type);
                    }
                }
                yield new Condition.BeginsWith(first, arguments.get(1));
            }
            case "contains" -> new Condition.Contains(first, arguments.get(1));
            default -> throw new IllegalStateException("no such function: " + name);
        };
    }

    private Condition hasType(Operand value, Operand type) {
        if (!(type instanceof Constant constant) || !(constant.value() instanceof Value.S name)) {
            String actual = type(type);
            throw wrongType("attribute_type", actual == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : actual);
        }
        if (!TYPES.contains(name.text())) {
            throw kind.invalid("Invalid attribute type name found; type: " + name.text()
                    + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        }
        return new Condition.HasType(value, name.text());
    }

    private List<Operand> operands(List<Term> terms) {
        return terms.stream().map(this::operand).toList();
    }

    private Operand operand(Term term) {
        return switch (term) {
            case Syntax.Path path -> new Attribute(placeholders.path(kind, path));
            case Syntax.Placeholder placeholder -> new Constant(placeholders.value(kind, placeholder));
            case Syntax.Function function -> size(function);
            case Syntax.Sum sum -> throw new IllegalStateException("a sum in a condition");
        };
    }

    private Operand size(Syntax.Function function) {
        List<Operand> arguments = operands(function.arguments());
        count(function.name(), 1, arguments);
        Operand first = arguments.getFirst();
        String type = type(first);
        if (type != null && (type.equals("N") || type.equals("BOOL") || type.equals("NULL"))) {
            throw wrongType(function.name(), type);
        }
        return new Size(first);
    }

    private Path attribute(String function, Operand operand) {
        if (operand instanceof Attribute attribute) {
            return attribute.path();
        }
        throw kind.invalid("Operator or function requires a document path; operator or function: " + function);
    }

    private void count(String function, int wanted, List<Operand> arguments) {
        if (arguments.size() != wanted) {
            throw kind.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + function + ", number of operands: " + arguments.size());
        }
    }

    private void distinct(String operator, Operand first, Operand other) {
        if (first instanceof Attribute left
                && other instanceof Attribute right
                && left.path().equals(right.path())) {
            throw kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator + ", first operand: " + left.path());
        }
    }

    private dev.weir.shapes.AwsException wrongType(String operator, String type) {
        return kind.invalid("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    /** The type where it is known without an item. */
    private static @Nullable String type(Operand operand) {
        return switch (operand) {
            case Constant constant -> constant.value().type();
            case Attribute attribute -> null;
            case Size size -> "N";
        };
    }

    private static String describe(Value value) {
        return switch (value) {
            case Value.S s -> "{S:" + s.text() + "}";
            case Value.N n -> "{N:" + n.text() + "}";
            case Value.B b -> "{B:" + java.util.Base64.getEncoder().encodeToString(b.bytes()) + "}";
            default -> "{" + value.type() + "}";
        };
    }
}
