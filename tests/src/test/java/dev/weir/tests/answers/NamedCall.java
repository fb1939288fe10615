package dev.weir.tests.answers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an operation of one of the SDK's clients by its name, with what the model calls its members, as JSON. */
final class NamedCall {
    private static final JsonMapper JSON = new JsonMapper();

    private NamedCall() {}

    /**
     * Calls it.
     *
     * @return the answer's members with {@code ResponseMetadata}; or, of a refusal, {@code Error} with {@code Code} and
     *     {@code Message}
     */
    static JsonNode of(Object client, String operation, JsonNode input) {
        try {
            Method method = method(client, operation);
            Class<?> type = method.getParameterTypes()[0];
            SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
            JsonNode members = input;
            Object[] arguments = new Object[method.getParameterCount()];
            if (arguments.length == 2) {
                arguments[1] = RequestBody.fromString(input.path("Body").asString(""));
                members = ((tools.jackson.databind.node.ObjectNode) input.deepCopy()).without("Body");
            }
            fill(builder, members);
            arguments[0] = ((SdkBuilder<?, ?>) builder).build();
            Object answer = method.invoke(client, arguments);
            return answer(
                    answer instanceof ResponseInputStream<?> stream
                            ? (SdkResponse) stream.response()
                            : (SdkResponse) answer);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                Map<String, Object> error = new LinkedHashMap<>();
                error.put("Code", refused.awsErrorDetails().errorCode());
                error.put("Message", String.valueOf(refused.awsErrorDetails().errorMessage()));
                return JSON.valueToTree(
                        Map.of("Error", error, "ResponseMetadata", Map.of("HTTPStatusCode", refused.statusCode())));
            }
            throw new IllegalStateException(operation + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(operation, e);
        }
    }

    private static Method method(Object client, String operation) {
        return Arrays.stream(client.getClass().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equalsIgnoreCase(operation)
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[0].getSimpleName().endsWith("Request")
                        && (SdkResponse.class.isAssignableFrom(method.getReturnType())
                                || method.getReturnType() == ResponseInputStream.class)
                        && (method.getParameterCount() == 1
                                || (method.getParameterCount() == 2
                                        && method.getParameterTypes()[1] == RequestBody.class)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the SDK has no operation " + operation));
    }

    private static void fill(SdkPojo builder, JsonNode members) {
        members.properties().forEach(entry -> {
            SdkField<?> field = builder.sdkFields().stream()
                    .filter(each -> each.memberName().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(builder.getClass() + " has no " + entry.getKey()));
            field.set(builder, value(field, entry.getValue()));
        });
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        return switch (String.valueOf(field.marshallingType())) {
            case "String" -> node.asString();
            case "Integer" -> node.asInt();
            case "Long" -> node.asLong();
            case "Double" -> node.asDouble();
            case "Float" -> (float) node.asDouble();
            case "Boolean" -> node.asBoolean();
            case "Instant" -> Instant.parse(node.asString());
            case "SdkBytes" -> SdkBytes.fromString(node.asString(), StandardCharsets.UTF_8);
            case "List" -> {
                SdkField<?> each = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> list = new ArrayList<>();
                node.values().forEach(value -> list.add(value(each, value)));
                yield list;
            }
            case "Map" -> {
                SdkField<?> each = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), value(each, entry.getValue())));
                yield map;
            }
            case "SdkPojo" -> {
                SdkPojo builder = field.constructor().get();
                fill(builder, node);
                yield ((SdkBuilder<?, ?>) builder).build();
            }
            default -> throw new IllegalStateException(field.memberName() + " is " + field.marshallingType());
        };
    }

    private static JsonNode answer(SdkResponse response) {
        Map<String, Object> members = members(response);
        members.put(
                "ResponseMetadata",
                Map.of("HTTPStatusCode", response.sdkHttpResponse().statusCode()));
        return JSON.valueToTree(members);
    }

    private static Map<String, Object> members(SdkPojo pojo) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = plain(field.getValueOrDefault(pojo));
            if (value != null) {
                members.put(field.memberName(), value);
            }
        }
        return members;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case SdkAutoConstructList<?> absent -> null;
            case SdkAutoConstructMap<?, ?> absent -> null;
            case SdkPojo pojo -> members(pojo);
            case List<?> list -> list.stream().map(NamedCall::plain).toList();
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
                yield plain;
            }
            case SdkBytes bytes -> pythons(bytes.asByteArray());
            case Instant instant -> instant.toString();
            case null -> null;
            default -> value;
        };
    }

    /** Bytes as Python writes them, in which the answers were recorded. */
    static String pythons(byte[] bytes) {
        StringBuilder text = new StringBuilder("b'");
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7F) {
                text.append((char) each);
            } else {
                text.append("\\x%02x".formatted(each));
            }
        }
        return text.append('\'').toString();
    }
}
