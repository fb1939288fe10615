package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.expressions.Syntax.Term;
import dev.weir.services.dynamodb.expressions.Syntax.Test;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.ConjunctionContext;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.DisjunctionContext;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.NegationContext;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.OperandContext;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.PathContext;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser.PredicateContext;
import java.util.List;

/** Makes {@link Syntax} of the condition grammar's parse tree. */
final class ConditionBuilder {
    private static final String REDUNDANT = "The expression has redundant parentheses;";

    private final Kind kind;

    ConditionBuilder(Kind kind) {
        this.kind = kind;
    }

    Test test(DisjunctionContext tree) {
        List<Test> parts = tree.conjunction().stream().map(this::test).toList();
        return parts.size() == 1 ? parts.getFirst() : new Syntax.Or(parts);
    }

    private Test test(ConjunctionContext tree) {
        List<Test> parts = tree.negation().stream().map(this::test).toList();
        return parts.size() == 1 ? parts.getFirst() : new Syntax.And(parts);
    }

    private Test test(NegationContext tree) {
        return switch (tree) {
            case ConditionParser.NotContext not -> new Syntax.Not(test(not.negation()));
            case ConditionParser.PlainContext plain -> test(plain.predicate());
            default -> throw unknown(tree);
        };
    }

    private Test test(PredicateContext tree) {
        return switch (tree) {
            case ConditionParser.ComparisonContext c ->
                new Syntax.Comparison(c.comparator.getText(), term(c.operand(0)), term(c.operand(1)));
            case ConditionParser.BetweenContext b ->
                new Syntax.Between(term(b.operand(0)), term(b.operand(1)), term(b.operand(2)));
            case ConditionParser.InContext in -> {
                List<Term> terms = terms(in.operand());
                yield new Syntax.In(terms.getFirst(), terms.subList(1, terms.size()));
            }
            case ConditionParser.GroupContext group -> {
                if (isGroup(group.disjunction())) {
                    throw kind.invalid(REDUNDANT);
                }
                yield test(group.disjunction());
            }
            case ConditionParser.CallContext call -> new Syntax.Call(function(call.function()));
            default -> throw unknown(tree);
        };
    }

    /** Whether there is nothing in the parentheses but parentheses. */
    private static boolean isGroup(DisjunctionContext tree) {
        return tree.conjunction().size() == 1
                && tree.conjunction(0).negation().size() == 1
                && tree.conjunction(0).negation(0) instanceof ConditionParser.PlainContext plain
                && plain.predicate() instanceof ConditionParser.GroupContext;
    }

    private List<Term> terms(List<OperandContext> trees) {
        return trees.stream().map(this::term).toList();
    }

    private Term term(OperandContext tree) {
        return switch (tree) {
            case ConditionParser.GroupedOperandContext group -> {
                if (group.operand() instanceof ConditionParser.GroupedOperandContext) {
                    throw kind.invalid(REDUNDANT);
                }
                yield term(group.operand());
            }
            case ConditionParser.FunctionOperandContext call -> function(call.function());
            case ConditionParser.ValueOperandContext value ->
                new Syntax.Placeholder(value.VALUE_REF().getText());
            case ConditionParser.PathOperandContext path -> path(path.path());
            default -> throw unknown(tree);
        };
    }

    private Syntax.Function function(ConditionParser.FunctionContext tree) {
        return new Syntax.Function(tree.NAME().getText(), terms(tree.operand()));
    }

    static List<Syntax.Path> paths(List<PathContext> trees) {
        return trees.stream().map(ConditionBuilder::path).toList();
    }

    private static Syntax.Path path(PathContext tree) {
        return PathBuilder.path(tree);
    }

    private static IllegalStateException unknown(Object tree) {
        return new IllegalStateException(
                "no such alternative: " + tree.getClass().getSimpleName());
    }
}
