package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Numbers;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.LiteralContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.MembersContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.OperandContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.StructContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Values as statements write them, and what question marks stand for. */
final class Literals {
    private final Map<Token, Value> parameters = new HashMap<>();

    Literals(CommonTokenStream tokens, List<Value> given) {
        int used = 0;
        for (Token token : tokens.getTokens()) {
            if (token.getText().equals("?")) {
                if (used < given.size()) {
                    parameters.put(token, given.get(used));
                }
                used++;
            }
        }
        if (used != given.size()) {
            throw DynamoDbErrors.validation("Number of parameters in request and statement don't match.");
        }
    }

    Value value(LiteralContext tree) {
        return switch (tree) {
            case PartiQlParser.TextContext text ->
                new Value.S(Paths.text(text.STRING().getSymbol()));
            case PartiQlParser.NumberContext number ->
                new Value.N(Numbers.canonical(
                        number.sign != null && number.sign.getText().equals("+")
                                ? number.getText().substring(1)
                                : number.getText()));
            case PartiQlParser.YesContext yes -> Value.TRUE;
            case PartiQlParser.NoContext no -> Value.FALSE;
            case PartiQlParser.NothingContext nothing -> Value.NULL;
            case PartiQlParser.ParameterContext parameter ->
                java.util.Objects.requireNonNull(parameters.get(parameter.getStart()));
            case PartiQlParser.MapContext map -> map(map.struct(), "root");
            case PartiQlParser.ListContext list -> new Value.L(members(list.members(), "root"));
            case PartiQlParser.BagContext bag -> set(members(bag.members(), "root"));
            default -> throw new IllegalStateException("no such literal");
        };
    }

    /** @param under the key that errors name */
    Value.M map(StructContext tree, String under) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (PartiQlParser.PairContext pair : tree.pair()) {
            String key = Paths.text(pair.STRING().getSymbol());
            if (entries.put(key, constant(pair.operand(), under)) != null) {
                throw DynamoDbErrors.validation("Duplicate keys in tuple. Key: " + key + " under " + under);
            }
        }
        return new Value.M(entries);
    }

    private List<Value> members(@Nullable MembersContext tree, String under) {
        List<Value> members = new ArrayList<>();
        if (tree != null) {
            tree.operand().forEach(each -> members.add(constant(each, under)));
        }
        return members;
    }

    private Value constant(OperandContext tree, String under) {
        return switch (tree) {
            case PartiQlParser.LiteralOperandContext literal -> value(literal.literal());
            case PartiQlParser.GroupedOperandContext group -> constant(group.operand(), under);
            default ->
                throw Problems.at(
                        "Unsupported data type: " + tree.getStart().getText() + " under key " + under, tree.getStart());
        };
    }

    private static Value.Set set(List<Value> members) {
        if (members.isEmpty()) {
            throw DynamoDbErrors.validation("Empty bags are not supported");
        }
        String type = members.getFirst().type();
        boolean fits = type.equals("S") || type.equals("N") || type.equals("B");
        if (!fits || members.stream().anyMatch(each -> !each.type().equals(type))) {
            throw DynamoDbErrors.validation(
                    "Unsupported data type in Bag. DynamoDB only supports either numbers or" + " strings in bags");
        }
        if (new HashSet<>(members).size() < members.size()) {
            List<String> texts = members.stream().map(Literals::text).toList();
            throw DynamoDbErrors.invalid("Input collection " + texts + " contains duplicates.");
        }
        return Values.set(type + "S", members);
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.S s -> s.text();
            case Value.N n -> n.text();
            default -> value.toString();
        };
    }
}
