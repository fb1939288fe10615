package dev.weir.services.states.data;

import dev.weir.services.states.data.grammar.IntrinsicLexer;
import dev.weir.services.states.data.grammar.IntrinsicParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** Intrinsic functions. Source: AWS Step Functions Developer Guide, "Intrinsic functions for JSONPath states". */
public final class Intrinsics {
    private final IntrinsicFunctions functions;

    public Intrinsics(Chance chance) {
        this.functions = new IntrinsicFunctions(chance);
    }

    /**
     * The value of a call such as {@code States.Format('{}', $.name)}.
     *
     * @throws StateFailure {@code States.IntrinsicFailure} where it cannot be had
     */
    public JsonNode call(String text, Data data) throws StateFailure {
        IntrinsicParser.ExpressionContext tree;
        try {
            tree = tree(text);
        } catch (ParseCancellationException e) {
            throw StateFailure.runtime("Invalid intrinsic function: " + text + ": " + e.getMessage());
        }
        return call(tree.call(), data);
    }

    /** Why a text is no call; null where it is one. */
    public static @Nullable String fault(String text) {
        try {
            return unknown(tree(text).call());
        } catch (ParseCancellationException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String unknown(IntrinsicParser.CallContext call) {
        if (!IntrinsicFunctions.NAMES.contains(call.NAME().getText())) {
            return "unknown function " + call.NAME().getText();
        }
        for (IntrinsicParser.ArgumentContext argument : call.argument()) {
            if (argument instanceof IntrinsicParser.NestedContext nested) {
                String fault = unknown(nested.call());
                if (fault != null) {
                    return fault;
                }
            } else if (argument instanceof IntrinsicParser.StringContext string) {
                String raw = string.getText();
                for (int i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', i + 2)) {
                    if ("\\'{}nrtbf\"/u".indexOf(raw.charAt(i + 1)) < 0) {
                        return "illegal escape \\" + raw.charAt(i + 1);
                    }
                }
            }
        }
        return null;
    }

    private static IntrinsicParser.ExpressionContext tree(String text) {
        IntrinsicLexer lexer = new IntrinsicLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(Faults.INSTANCE);
        IntrinsicParser parser = new IntrinsicParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(Faults.INSTANCE);
        return parser.expression();
    }

    private JsonNode call(IntrinsicParser.CallContext call, Data data) throws StateFailure {
        List<JsonNode> arguments = new ArrayList<>();
        for (IntrinsicParser.ArgumentContext argument : call.argument()) {
            arguments.add(
                    switch (argument) {
                        case IntrinsicParser.NestedContext nested -> call(nested.call(), data);
                        case IntrinsicParser.StringContext string -> StringNode.valueOf(unquoted(string.getText()));
                        case IntrinsicParser.NumberContext number -> number(number.getText());
                        case IntrinsicParser.PathContext path -> data.require(path.getText(), call.getText());
                        case IntrinsicParser.TrueContext yes -> BooleanNode.TRUE;
                        case IntrinsicParser.FalseContext no -> BooleanNode.FALSE;
                        default -> NullNode.instance;
                    });
        }
        return functions.call(call.NAME().getText(), arguments, call.getText());
    }

    private static JsonNode number(String text) {
        JsonNode number = Data.parse(text);
        return number == null ? NullNode.instance : number;
    }

    /** Escaped braces stay escaped, for States.Format to see. */
    private static String unquoted(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char next = quoted.charAt(++i);
            switch (next) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case '{', '}' -> text.append('\\').append(next);
                default -> text.append(next);
            }
        }
        return text.toString();
    }

    private static final class Faults extends BaseErrorListener {
        static final Faults INSTANCE = new Faults();

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException e) {
            throw new ParseCancellationException(message + " at column " + column);
        }
    }
}
