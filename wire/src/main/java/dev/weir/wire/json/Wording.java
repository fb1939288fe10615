package dev.weir.wire.json;

import dev.weir.shapes.SerializationException;
import tools.jackson.core.JsonToken;

/** How AWS refuses a value of the wrong type; its RPC and REST front ends differ. */
public enum Wording {
    /** awsJson and rpcv2Cbor. */
    RPC {
        @Override
        SerializationException wrong(JsonToken found, String type) {
            return new SerializationException(
                    switch (found) {
                        case START_OBJECT -> "Start of structure or map found where not expected.";
                        case START_ARRAY -> "Unrecognized collection type class java.lang." + type;
                        case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to " + type;
                        case VALUE_NUMBER_INT -> "NUMBER_VALUE cannot be converted to " + type;
                        case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + type;
                        case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + type;
                        case VALUE_STRING -> "STRING_VALUE cannot be converted to " + type;
                        default -> "Unexpected token received from parser";
                    });
        }
    },
    /** restJson1. */
    REST {
        @Override
        SerializationException wrong(JsonToken found, String type) {
            String given =
                    switch (found) {
                        case START_OBJECT, START_ARRAY -> "";
                        case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT ->
                            "com.amazon.coral.value.json.numbers.TruncatingBigNumber";
                        case VALUE_TRUE, VALUE_FALSE -> "java.lang.Boolean";
                        default -> "java.lang.String";
                    };
            return new SerializationException(
                    switch (found) {
                        case START_OBJECT -> "Start of structure or map found where not expected.";
                        case START_ARRAY -> "Start of list found where not expected";
                        default -> "class " + given + " can not be converted to an " + type;
                    });
        }
    };

    abstract SerializationException wrong(JsonToken found, String type);

    SerializationException notStructure(JsonToken found) {
        return new SerializationException(
                found == JsonToken.START_ARRAY ? "Start of list found where not expected" : "Unexpected field type");
    }

    SerializationException notList(JsonToken found) {
        return new SerializationException(
                found == JsonToken.START_OBJECT
                        ? "Start of structure or map found where not expected."
                        : "Unexpected field type");
    }
}
