package dev.weir.services.dynamodb.operations;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.Value;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Where a statement goes on: the key after which, bound to the statement and its parameters. */
final class NextToken {
    private NextToken() {}

    static String of(String statement, List<Value> parameters, Map<String, Value> last) {
        Bytes out = new Bytes(128).fixed(mark(statement, parameters));
        ItemCodec.write(out, last);
        return Base64.getEncoder().encodeToString(out.toBytes());
    }

    /** @throws dev.weir.shapes.AwsException where it is none, or one of another statement */
    static Map<String, Value> read(String token, String statement, List<Value> parameters) {
        try {
            Bytes.Reader in = new Bytes.Reader(Base64.getDecoder().decode(token));
            if (in.fixed() != mark(statement, parameters)) {
                throw DynamoDbErrors.validation("NextToken does not match request");
            }
            return ItemCodec.readItem(in);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw DynamoDbErrors.validation("Invalid NextToken");
        }
    }

    private static long mark(String statement, List<Value> parameters) {
        Bytes out = new Bytes(256);
        ItemCodec.write(out, Map.of(statement, new Value.L(parameters)));
        return KeyCodec.hash(new Value.B(out.toBytes()));
    }
}
