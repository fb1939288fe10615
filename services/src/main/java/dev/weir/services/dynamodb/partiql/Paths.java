package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlLexer;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.NameContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.PathContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Names and document paths. */
final class Paths {
    private Paths() {}

    static String name(NameContext tree) {
        String text = tree.getText();
        if (tree.QUOTED() == null) {
            return text;
        }
        if (text.length() == 2) {
            throw DynamoDbErrors.validation("Path component cannot be an empty string");
        }
        return text.substring(1, text.length() - 1).replace("\"\"", "\"");
    }

    static Path path(PathContext tree) {
        List<Path.Step> steps = new ArrayList<>();
        for (ParseTree child : tree.children.subList(1, tree.children.size())) {
            if (child instanceof NameContext name) {
                steps.add(new Path.Key(name(name)));
            } else if (child instanceof TerminalNode leaf) {
                step(leaf.getSymbol(), steps);
            }
        }
        return new Path(name(tree.name(0)), steps);
    }

    private static void step(Token token, List<Path.Step> steps) {
        if (token.getType() == PartiQlLexer.STRING) {
            steps.add(new Path.Key(text(token)));
        } else if (token.getType() == PartiQlLexer.INTEGER) {
            if (token.getText().length() > 9) {
                throw DynamoDbErrors.validation(
                        "List index is not within the allowable range; index: [" + token.getText() + "]");
            }
            steps.add(new Path.Position(Integer.parseInt(token.getText())));
        }
    }

    /** What a quoted string says; two quotes in a row stand for one. */
    static String text(Token token) {
        String text = token.getText();
        return text.substring(1, text.length() - 1).replace("''", "'");
    }
}
