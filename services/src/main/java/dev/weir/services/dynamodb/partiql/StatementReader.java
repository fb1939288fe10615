package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlLexer;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.ConditionContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.ReturningContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.SelectContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.jspecify.annotations.Nullable;

/** Reads the text of a statement. */
public final class StatementReader {
    private final Conditions conditions;
    private final Literals literals;

    private StatementReader(Literals literals) {
        this.literals = literals;
        this.conditions = new Conditions(literals);
    }

    /**
     * @param parameters what the question marks stand for, in order
     * @throws dev.weir.shapes.AwsException a ValidationException that says what is wrong
     */
    public static Statement read(String text, List<Value> parameters) {
        Problems problems = new Problems();
        PartiQlLexer lexer = new PartiQlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(problems);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkFrom(tokens);
        PartiQlParser parser = new PartiQlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(problems);
        PartiQlParser.WholeStatementContext tree = parser.wholeStatement();
        return new StatementReader(new Literals(tokens, parameters)).statement(tree.statement());
    }

    /** What is read from is a table or one of its indexes, which AWS finds before all else that is wrong. */
    private static void checkFrom(CommonTokenStream tokens) {
        for (int at = 0; at + 5 < tokens.size(); at++) {
            if (tokens.get(at).getType() == PartiQlLexer.FROM
                    && tokens.get(at + 2).getText().equals(".")
                    && tokens.get(at + 4).getText().equals(".")) {
                throw DynamoDbErrors.validation("A path may contain at most 2 components in the FROM clause");
            }
        }
    }

    private Statement statement(PartiQlParser.StatementContext tree) {
        return switch (tree) {
            case PartiQlParser.SelectStatementContext select -> select(select.select());
            case PartiQlParser.ExistsStatementContext exists -> new Statement.Exists(select(exists.select()));
            case PartiQlParser.InsertStatementContext insert ->
                new Statement.Insert(
                        Paths.name(insert.name()),
                        literals.map(insert.struct(), "root").entries());
            case PartiQlParser.UpdateStatementContext update -> {
                List<UpdateAction> actions = new Updates(literals).actions(update.clause());
                yield new Statement.Update(
                        Paths.name(update.name()), actions, where(update.condition()), returning(update.returning()));
            }
            case PartiQlParser.DeleteStatementContext delete -> {
                Statement.Returning returning = returning(delete.returning());
                if (returning != null && (returning.modified() || !returning.old())) {
                    throw DynamoDbErrors.validation("Invalid returning clause: RETURNING " + returning
                            + ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
                }
                yield new Statement.Delete(Paths.name(delete.name()), where(delete.condition()), returning);
            }
            default -> throw new IllegalStateException("no such statement");
        };
    }

    private Statement.Select select(SelectContext tree) {
        List<Path> paths = new ArrayList<>();
        if (tree.projection() instanceof PartiQlParser.PathsContext wanted) {
            Set<String> seen = new HashSet<>();
            for (PartiQlParser.PathContext each : wanted.path()) {
                Path path = Paths.path(each);
                if (path.steps().isEmpty() && !seen.add(path.root())) {
                    throw DynamoDbErrors.validation("Duplicate identifiers in select clause: " + path.root());
                }
                paths.add(path);
            }
        }
        return new Statement.Select(
                Paths.name(tree.name(0)),
                tree.index == null ? null : Paths.name(tree.index),
                paths,
                where(tree.condition()),
                tree.order().stream()
                        .map(each -> new Statement.Order(Paths.path(each.path()), each.DESC() != null))
                        .toList());
    }

    private @Nullable Condition where(@Nullable ConditionContext tree) {
        return tree == null ? null : conditions.condition(tree);
    }

    private static Statement.@Nullable Returning returning(@Nullable ReturningContext tree) {
        return tree == null
                ? null
                : new Statement.Returning(
                        tree.scope.getType() == PartiQlLexer.MODIFIED, tree.age.getType() == PartiQlLexer.OLD);
    }
}
