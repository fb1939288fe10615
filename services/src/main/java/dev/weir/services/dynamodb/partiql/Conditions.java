package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Condition.Comparator;
import dev.weir.services.dynamodb.expressions.Operand;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlLexer;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.ConditionContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.FunctionContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.MembersContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.OperandContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** WHERE clauses. */
final class Conditions {
    private static final Map<String, String> TYPES = Map.of(
            "BOOLEAN", "BOOL", "BLOB", "B", "STRING", "S", "NUMERIC", "N", "STRUCT", "M", "TUPLE", "M", "LIST", "L");

    private final Literals literals;

    Conditions(Literals literals) {
        this.literals = literals;
    }

    Condition condition(ConditionContext tree) {
        return joined(
                tree.conjunction(),
                conjunction -> joined(conjunction.negation(), this::negation, Condition.And::new),
                Condition.Or::new);
    }

    private static <T extends ParserRuleContext> Condition joined(
            List<T> trees, Function<T, Condition> each, Function<List<Condition>, Condition> join) {
        List<Condition> parts = trees.stream().map(each).toList();
        return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
    }

    private Condition negation(PartiQlParser.NegationContext tree) {
        return tree instanceof PartiQlParser.NotContext not
                ? new Condition.Not(negation(not.negation()))
                : predicate(((PartiQlParser.PlainContext) tree).predicate());
    }

    private Condition predicate(PartiQlParser.PredicateContext tree) {
        return switch (tree) {
            case PartiQlParser.ComparisonContext comparison -> {
                String symbol = comparison.comparator.getText();
                Operand left = operand(comparison.operand(0));
                Operand right = operand(comparison.operand(1));
                Comparator comparator = comparator(symbol);
                if (comparator != Comparator.EQ && comparator != Comparator.NE) {
                    checkOrdered(symbol, left);
                    checkOrdered(symbol, right);
                }
                yield new Condition.Compare(comparator, left, right);
            }
            case PartiQlParser.BetweenContext between ->
                unless(
                        between.NOT() != null,
                        new Condition.Between(
                                operand(between.operand(0)), operand(between.operand(1)), operand(between.operand(2))));
            case PartiQlParser.InContext in -> {
                Operand value = operand(in.operand());
                if (in.members() == null || !(value instanceof Operand.Attribute)) {
                    throw DynamoDbErrors.validation("IN operator must have a left hand argument of type Variable"
                            + " Reference and right hand argument of type Seq with at least one member");
                }
                yield unless(in.NOT() != null, new Condition.In(value, operands(in.members())));
            }
            case PartiQlParser.IsContext is -> is(is);
            case PartiQlParser.CallContext call -> call(call.function());
            case PartiQlParser.GroupContext group -> condition(group.condition());
            default -> throw new IllegalStateException("no such predicate");
        };
    }

    private static void checkOrdered(String symbol, Operand operand) {
        if (operand instanceof Operand.Constant constant && !Values.comparable(constant.value(), constant.value())) {
            throw DynamoDbErrors.validation("Incorrect operand type for operator or function; operator or function: "
                    + symbol + ", operand type: " + constant.value().type());
        }
    }

    private static Condition unless(boolean negated, Condition condition) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private static Comparator comparator(String symbol) {
        return switch (symbol) {
            case "=" -> Comparator.EQ;
            case "<" -> Comparator.LT;
            case "<=" -> Comparator.LE;
            case ">" -> Comparator.GT;
            case ">=" -> Comparator.GE;
            default -> Comparator.NE;
        };
    }

    private Condition is(PartiQlParser.IsContext tree) {
        Operand value = operand(tree.operand());
        boolean wanted = tree.NOT() == null;
        if (tree.kind.getType() == PartiQlLexer.MISSING) {
            if (!(value instanceof Operand.Attribute attribute)) {
                throw DynamoDbErrors.validation(
                        "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
            }
            return new Condition.Exists(attribute.path(), !wanted);
        }
        String name = tree.kind.getText().toUpperCase(Locale.ROOT);
        String type = tree.kind.getType() == PartiQlLexer.NULL ? "NULL" : TYPES.get(name);
        if (type == null) {
            throw DynamoDbErrors.validation("Unsupported data type for IS operator: " + name
                    + ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE,"
                    + " LIST]");
        }
        return unless(!wanted, new Condition.HasType(value, type));
    }

    private Condition call(FunctionContext tree) {
        String name = name(tree);
        switch (name) {
            case "attribute_exists", "attribute_not_exists" -> {
                List<Operand> operands = counted(tree, 1);
                return new Condition.Exists(document(name, operands.getFirst()), name.equals("attribute_exists"));
            }
            case "attribute_type" -> {
                List<Operand> operands = counted(tree, 2);
                if (operands.get(1) instanceof Operand.Constant type && type.value() instanceof Value.S text) {
                    return new Condition.HasType(operands.getFirst(), text.text());
                }
                throw DynamoDbErrors.validation("Incorrect operand type for operator or function; operator or function:"
                        + " attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
            }
            case "begins_with" -> {
                List<Operand> operands = counted(tree, 2);
                return new Condition.BeginsWith(operands.getFirst(), operands.get(1));
            }
            case "contains" -> {
                List<Operand> operands = counted(tree, 2);
                return new Condition.Contains(operands.getFirst(), operands.get(1));
            }
            case "size" ->
                throw DynamoDbErrors.validation("WHERE clause must contain an expression that resolves to a boolean");
            default -> throw Problems.at("Unrecognized function: " + name, tree.getStart());
        }
    }

    private List<Operand> counted(FunctionContext tree, int wanted) {
        List<Operand> operands = operands(tree.members());
        if (operands.size() != wanted) {
            throw Problems.operands(name(tree), operands.size());
        }
        return operands;
    }

    static String name(FunctionContext tree) {
        return tree.getStart().getText().toLowerCase(Locale.ROOT);
    }

    private static Path document(String function, Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return attribute.path();
        }
        throw DynamoDbErrors.validation(
                "Operator or function requires a document path; operator or function: " + function);
    }

    private List<Operand> operands(@Nullable MembersContext tree) {
        List<Operand> operands = new ArrayList<>();
        if (tree != null) {
            tree.operand().forEach(each -> operands.add(operand(each)));
        }
        return operands;
    }

    private Operand operand(OperandContext tree) {
        return switch (tree) {
            case PartiQlParser.GroupedOperandContext group -> operand(group.operand());
            case PartiQlParser.LiteralOperandContext literal -> new Operand.Constant(literals.value(literal.literal()));
            case PartiQlParser.PathOperandContext path -> new Operand.Attribute(Paths.path(path.path()));
            case PartiQlParser.FunctionOperandContext call -> {
                if (!name(call.function()).equals("size")) {
                    throw Problems.at("Unrecognized function: " + name(call.function()), tree.getStart());
                }
                yield new Operand.Size(counted(call.function(), 1).getFirst());
            }
            default -> throw new IllegalStateException("no such operand");
        };
    }
}
