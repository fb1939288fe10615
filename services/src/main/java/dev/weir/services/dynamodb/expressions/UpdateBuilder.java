package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.expressions.Syntax.Action;
import dev.weir.services.dynamodb.expressions.Syntax.Term;
import dev.weir.services.dynamodb.expressions.grammar.UpdateParser;
import dev.weir.services.dynamodb.expressions.grammar.UpdateParser.OperandContext;
import dev.weir.services.dynamodb.expressions.grammar.UpdateParser.SectionContext;
import dev.weir.services.dynamodb.expressions.grammar.UpdateParser.SumContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes {@link Syntax} of the update grammar's parse tree. */
final class UpdateBuilder {
    private UpdateBuilder() {}

    static Syntax.Update update(UpdateParser.WholeUpdateContext tree) {
        Set<String> seen = new HashSet<>();
        List<Action> actions = new ArrayList<>();
        String repeated = "";
        for (SectionContext section : tree.section()) {
            String name = actions(section, actions);
            if (!seen.add(name) && repeated.isEmpty()) {
                repeated = name;
            }
        }
        Syntax.Update update = new Syntax.Update(actions);
        if (!repeated.isEmpty()) {
            // Reserved words and unknown functions are reported before repeated sections.
            SyntaxRules.check(Kind.UPDATE, update);
            throw Kind.UPDATE.invalid(
                    "The \"" + repeated + "\" section can only be used once in an update expression;");
        }
        return update;
    }

    /** Adds the section's actions and returns its name. */
    private static String actions(SectionContext tree, List<Action> actions) {
        switch (tree) {
            case UpdateParser.SetSectionContext set -> {
                set.assignment()
                        .forEach(each -> actions.add(new Syntax.Set(PathBuilder.path(each.path()), sum(each.sum()))));
                return "SET";
            }
            case UpdateParser.RemoveSectionContext remove -> {
                remove.path().forEach(each -> actions.add(new Syntax.Remove(PathBuilder.path(each))));
                return "REMOVE";
            }
            case UpdateParser.AddSectionContext add -> {
                add.addition().forEach(each -> actions.add(new Syntax.Add(PathBuilder.path(each.path()), value(each))));
                return "ADD";
            }
            case UpdateParser.DeleteSectionContext delete -> {
                delete.addition()
                        .forEach(each -> actions.add(new Syntax.Delete(PathBuilder.path(each.path()), value(each))));
                return "DELETE";
            }
            default -> throw new IllegalStateException("no such section");
        }
    }

    private static Syntax.Placeholder value(UpdateParser.AdditionContext tree) {
        return new Syntax.Placeholder(tree.VALUE_REF().getText());
    }

    private static Term sum(SumContext tree) {
        return switch (tree) {
            case UpdateParser.GroupedSumContext group -> sum(group.sum());
            case UpdateParser.PlainSumContext plain ->
                plain.sign == null
                        ? term(plain.operand(0))
                        : new Syntax.Sum(plain.sign.getText(), term(plain.operand(0)), term(plain.operand(1)));
            default -> throw new IllegalStateException("no such sum");
        };
    }

    private static Term term(OperandContext tree) {
        return switch (tree) {
            case UpdateParser.GroupedOperandContext group -> term(group.operand());
            case UpdateParser.FunctionOperandContext call ->
                new Syntax.Function(
                        call.function().NAME().getText(),
                        call.function().operand().stream()
                                .map(UpdateBuilder::term)
                                .toList());
            case UpdateParser.ValueOperandContext value ->
                new Syntax.Placeholder(value.VALUE_REF().getText());
            case UpdateParser.PathOperandContext path -> PathBuilder.path(path.path());
            default -> throw new IllegalStateException("no such operand");
        };
    }
}
