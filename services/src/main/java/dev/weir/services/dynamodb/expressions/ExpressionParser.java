package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.expressions.Syntax.Test;
import dev.weir.services.dynamodb.expressions.grammar.ConditionLexer;
import dev.weir.services.dynamodb.expressions.grammar.ConditionParser;
import dev.weir.services.dynamodb.expressions.grammar.UpdateLexer;
import dev.weir.services.dynamodb.expressions.grammar.UpdateParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;

/**
 * Turns text into {@link Syntax}, and keeps what it has parsed: applications use few expressions many times. One per
 * service; safe for use by many threads.
 */
public final class ExpressionParser {
    private static final int MAX_BYTES = 4096;
    /** Enough for any application; a client that writes values into its expressions must not fill the memory. */
    private static final int CACHED = 2000;

    private record Text(Kind kind, String text) {}

    private final Map<Text, Syntax> parsed = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, Syntax> eldest) {
            return size() > CACHED;
        }
    };

    Test condition(Kind kind, String text) {
        return (Test) syntax(kind, text);
    }

    Syntax.Update update(String text) {
        return (Syntax.Update) syntax(Kind.UPDATE, text);
    }

    Syntax.Projection projection(String text) {
        return (Syntax.Projection) syntax(Kind.PROJECTION, text);
    }

    private Syntax syntax(Kind kind, String text) {
        Text key = new Text(kind, text);
        synchronized (parsed) {
            Syntax known = parsed.get(key);
            if (known != null) {
                return known;
            }
        }
        Syntax syntax = parse(kind, text);
        synchronized (parsed) {
            parsed.put(key, syntax);
        }
        return syntax;
    }

    private static Syntax parse(Kind kind, String text) {
        if (text.isEmpty()) {
            throw kind.invalid("The expression can not be empty;");
        }
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            // AWS tells the size of all kinds but updates.
            throw kind.invalid("Expression size has exceeded the maximum allowed size;"
                    + (kind == Kind.UPDATE ? "" : " expression size: " + size));
        }
        SyntaxError errors = new SyntaxError(kind);
        Syntax syntax =
                switch (kind) {
                    case CONDITION, FILTER, KEY_CONDITION ->
                        new ConditionBuilder(kind)
                                .test(condition(text, errors).wholeCondition().disjunction());
                    case UPDATE -> UpdateBuilder.update(update(text, errors).wholeUpdate());
                    case PROJECTION ->
                        new Syntax.Projection(ConditionBuilder.paths(
                                condition(text, errors).wholeProjection().path()));
                };
        SyntaxRules.check(kind, syntax);
        return syntax;
    }

    private static ConditionParser condition(String text, SyntaxError errors) {
        Lexer lexer = new ConditionLexer(CharStreams.fromString(text));
        return listening(new ConditionParser(new CommonTokenStream(lexer)), lexer, errors);
    }

    private static UpdateParser update(String text, SyntaxError errors) {
        Lexer lexer = new UpdateLexer(CharStreams.fromString(text));
        return listening(new UpdateParser(new CommonTokenStream(lexer)), lexer, errors);
    }

    private static <P extends Parser> P listening(P parser, Lexer lexer, SyntaxError errors) {
        lexer.removeErrorListeners();
        lexer.addErrorListener(errors);
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        return parser;
    }
}
