package dev.weir.tests.answers;

import dev.weir.api.sqs.SqsApi;
import dev.weir.junit.WeirServer;
import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls SQS as SDKs of before 2024 did: a form, answered in XML. Names come from the model that weir is generated from;
 * {@code SqsQueryTest} has them written by hand.
 */
final class QueryCall {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private QueryCall() {}

    /** {@link NamedCall#of} by the query protocol. */
    static JsonNode of(WeirServer weir, String name, JsonNode input) {
        Operation operation = SqsApi.SCHEMA.operations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SQS has no operation " + name));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", name);
        form.put("Version", "2012-11-05");
        structure(operation.input(), input, "", form);
        StringBuilder body = new StringBuilder();
        form.forEach((key, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(key, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        try {
            HttpResponse<byte[]> response = HTTP.send(
                    HttpRequest.newBuilder(weir.endpoint())
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=" + weir.accessKeyId() + "/20260101/" + weir.region()
                                            + "/sqs/aws4_request, SignedHeaders=host, Signature=0")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer(operation, response);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name, e);
        }
    }

    private static JsonNode answer(Operation operation, HttpResponse<byte[]> response)
            throws SAXException, IOException, ParserConfigurationException {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body()))
                .getDocumentElement();
        Map<String, Object> answer = new LinkedHashMap<>();
        Map<String, Object> metadata = Map.of("HTTPStatusCode", response.statusCode());
        if (root.getTagName().equals("ErrorResponse")) {
            Element error = children(root, "Error").getFirst();
            answer.put(
                    "Error",
                    Map.of(
                            "Code", children(error, "Code").getFirst().getTextContent(),
                            "Message", children(error, "Message").getFirst().getTextContent()));
        } else {
            for (Element result : children(root, operation.name() + "Result")) {
                answer.putAll(structure(operation.output(), result));
            }
        }
        answer.put("ResponseMetadata", metadata);
        return JSON.valueToTree(answer);
    }

    private static String named(Member member) {
        return member.traits().xmlName() == null
                ? member.name()
                : member.traits().xmlName();
    }

    private static void structure(Schema schema, JsonNode input, String prefix, Map<String, String> form) {
        input.properties().forEach(entry -> {
            Member member = schema.member(entry.getKey());
            if (member == null) {
                throw new IllegalStateException(schema + " has no " + entry.getKey());
            }
            value(member, entry.getValue(), prefix + named(member), form);
        });
    }

    private static void value(Member member, JsonNode value, String name, Map<String, String> form) {
        Schema schema = member.schema();
        if (schema.type() == ShapeType.STRUCTURE) {
            structure(schema, value, name + ".", form);
        } else if (schema.type() == ShapeType.LIST) {
            for (int i = 0; i < value.size(); i++) {
                value(schema.element(), value.get(i), name + "." + (i + 1), form);
            }
        } else if (schema.type() == ShapeType.MAP) {
            int i = 0;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                i++;
                form.put(name + "." + i + "." + named(schema.key()), entry.getKey());
                value(schema.value(), entry.getValue(), name + "." + i + "." + named(schema.value()), form);
            }
        } else if (schema.type() == ShapeType.BLOB) {
            form.put(name, Base64.getEncoder().encodeToString(value.asString().getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put(name, value.asString());
        }
    }

    private static Map<String, Object> structure(Schema schema, Element element) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : schema.members()) {
            List<Element> found = children(element, named(member));
            if (!found.isEmpty()) {
                members.put(member.name(), value(member.schema(), found));
            }
        }
        return members;
    }

    /** @param elements more than one only of a list or a map, which SQS has flat */
    private static Object value(Schema schema, List<Element> elements) {
        return switch (schema.type()) {
            case STRUCTURE -> structure(schema, elements.getFirst());
            case LIST -> {
                List<Object> list = new ArrayList<>();
                elements.forEach(each -> list.add(value(schema.element().schema(), List.of(each))));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Element entry : elements) {
                    map.put(
                            children(entry, named(schema.key())).getFirst().getTextContent(),
                            value(schema.value().schema(), children(entry, named(schema.value()))));
                }
                yield map;
            }
            case BOOLEAN -> Boolean.valueOf(elements.getFirst().getTextContent());
            case BLOB ->
                NamedCall.pythons(Base64.getDecoder().decode(elements.getFirst().getTextContent()));
            default -> elements.getFirst().getTextContent();
        };
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
