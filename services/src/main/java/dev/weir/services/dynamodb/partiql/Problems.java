package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlLexer;
import dev.weir.shapes.AwsException;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What is wrong with a statement, in AWS's words; some of them end in line, column and length of a token. */
final class Problems extends BaseErrorListener {
    private static final String MALFORMED = "Statement wasn't well formed, can't be processed: ";

    static AwsException at(String what, Token token) {
        return DynamoDbErrors.validation(what + " at " + token.getLine() + ":" + (token.getCharPositionInLine() + 1)
                + ":" + token.getText().length());
    }

    static AwsException operands(String function, int count) {
        return DynamoDbErrors.validation("Incorrect number of operands for operator or function; operator or function: "
                + function + ", number of operands: " + count);
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
            throw DynamoDbErrors.validation(MALFORMED + "Invalid token");
        }
        throw DynamoDbErrors.validation(MALFORMED + describe(parser, token));
    }

    private static boolean unreadable(Token token) {
        String text = token.getText();
        return token.getType() == PartiQlLexer.OTHER && (text.equals("#") || text.equals("/") || text.equals("'"));
    }

    private static String describe(Parser parser, Token token) {
        if (token.getTokenIndex() == 0) {
            return "Expected data manipulation";
        }
        if (unreadable(token)) {
            return "";
        }
        Token before = parser.getTokenStream().get(token.getTokenIndex() - 1);
        boolean joined = before.getType() == PartiQlLexer.AND || before.getType() == PartiQlLexer.OR;
        if (joined && token.getType() == Token.EOF) {
            return "Missing right-hand side expression of infix operator";
        }
        if (before.getType() == PartiQlLexer.FROM
                && parser.getRuleInvocationStack().contains("statement")
                && !parser.getRuleInvocationStack().contains("select")) {
            return "Expected identifier for simple path";
        }
        if (parser.getExpectedTokens().contains(Token.EOF)) {
            return "Unexpected token after expression";
        }
        if (parser.getExpectedTokens().size() == 1) {
            int wanted = parser.getExpectedTokens().getMinElement();
            if (wanted == PartiQlLexer.FROM) {
                return "Expected FROM after select list";
            }
            if (wanted == PartiQlLexer.INTO) {
                return "Expected keyword INTO";
            }
        }
        return token.getType() < PartiQlLexer.DECIMAL && token.getType() >= PartiQlLexer.ALL
                ? "Unexpected keyword"
                : "Unexpected term";
    }
}
