package dev.weir.codegen.generate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** How names of the model become names in Java. */
final class Names {
    /** Names of accessors that a generated record cannot have: methods of its own and of every object. */
    private static final Set<String> TAKEN = Set.of(
            "schema",
            "builder",
            "toBuilder",
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait");

    /** Simple names that generated sources use themselves, and those of {@code java.lang}. */
    private static final Set<String> USED = Set.of(
            "List",
            "Map",
            "Instant",
            "Schema",
            "Schemas",
            "Shape",
            "ShapeReader",
            "ShapeWriter",
            "Member",
            "Body",
            "EventStream",
            "Call",
            "Operation",
            "AwsException",
            "Builder",
            "Nullable",
            "Override",
            "String",
            "Integer",
            "Long",
            "Float",
            "Double",
            "Boolean",
            "Object",
            "Record",
            "Error",
            "Exception",
            "Process",
            "Thread",
            "Runtime",
            "Package",
            "Module",
            "Number",
            "Character",
            "Byte",
            "Short",
            "Void",
            "Enum",
            "Class",
            "System",
            "Math",
            "Iterable",
            "Comparable",
            "Deprecated",
            "Throwable");

    private static final Map<String, String> SERVICES = Map.of(
            "apigateway", "ApiGateway",
            "apigatewayv2", "ApiGatewayV2",
            "cloudformation", "CloudFormation",
            "dynamodb", "DynamoDb",
            "dynamodbstreams", "DynamoDbStreams",
            "events", "EventBridge");

    private Names() {}

    /** The prefix of a service's own types, such as {@code Sqs} or {@code DynamoDb}. */
    static String service(String id) {
        return SERVICES.getOrDefault(id, id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
    }

    /** The name of a class for a shape; where Java or the generated sources need the name, the service goes before. */
    static String type(String service, String shape) {
        String bare = shape.replaceAll("[^A-Za-z0-9]", "");
        String name = bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1);
        return USED.contains(name) ? service(service) + name : name;
    }

    /** A record component for a member: {@code QueueUrl} to {@code queueUrl}, {@code MD5OfBody} to {@code md5OfBody}. */
    static String component(String member) {
        String name = lower(member.replaceAll("[^A-Za-z0-9]", ""));
        return TAKEN.contains(name) || SourceVersion.isKeyword(name) ? name + "_" : name;
    }

    /** A method for an operation. */
    static String method(String operation) {
        return component(operation);
    }

    private static String lower(String name) {
        int run = 0;
        while (run < name.length() && !Character.isLowerCase(name.charAt(run))) {
            run++;
        }
        if (run == name.length()) {
            return name.toLowerCase(Locale.ROOT);
        }
        int end = Math.max(1, run - 1);
        return name.substring(0, end).toLowerCase(Locale.ROOT) + name.substring(end);
    }

    /** A constant for an enumeration's value: {@code VisibilityTimeout} to {@code VISIBILITY_TIMEOUT}. */
    static String constant(String value) {
        String words = value.replace("*", "_ALL")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toUpperCase(Locale.ROOT);
        if (words.isEmpty()) {
            return "EMPTY";
        }
        return Character.isDigit(words.charAt(0)) ? "_" + words : words;
    }

    /** The value as a Java string literal. */
    static String literal(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
