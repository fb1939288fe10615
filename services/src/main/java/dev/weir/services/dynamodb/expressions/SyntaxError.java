package dev.weir.services.dynamodb.expressions;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** Stops at the first token that does not fit, and says so in AWS's words: the token, and it with its neighbours. */
final class SyntaxError extends BaseErrorListener {
    private final Kind kind;

    SyntaxError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offending,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        if (!(offending instanceof Token token) || !(recognizer instanceof Parser parser)) {
            throw kind.invalid("Syntax error; " + message);
        }
        throw kind.invalid("Syntax error; token: \"" + token.getText() + "\", near: \"" + near(parser, token) + "\"");
    }

    private static String near(Parser parser, Token token) {
        TokenStream tokens = parser.getTokenStream();
        int at = token.getTokenIndex();
        Token first = at > 0 ? tokens.get(at - 1) : token;
        Token last = token;
        if (token.getType() != Token.EOF) {
            tokens.seek(at);
            Token next = tokens.LT(2);
            last = next != null && next.getType() != Token.EOF ? next : token;
        } else if (at > 0) {
            last = first;
        }
        if (last.getStopIndex() < first.getStartIndex()) {
            return "";
        }
        return token.getInputStream().getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
    }
}
