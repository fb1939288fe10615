package dev.weir.services.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.services.events.domain.InputTransform;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever an event holds, a filled template is JSON that holds it. */
class InputTransformProperties {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final InputTransform.Context CONTEXT =
            new InputTransform.Context("arn:aws:events:us-east-1:000000000000:rule/r", "r", "2026-01-01T00:00:00Z");

    private static ObjectNode event(String text, long number) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("source", "shop").put("detail-type", "x");
        event.putObject("detail").put("text", text).put("number", number);
        return event;
    }

    private static JsonNode fill(ObjectNode event, Map<String, String> paths, String template) throws Exception {
        return MAPPER.readTree(new InputTransform(null, null, paths, template).apply(event, event.toString(), CONTEXT));
    }

    @Property(tries = 1000)
    void anyTextComesThroughInsideAndOutsideOfStrings(@ForAll String text, @ForAll long number) throws Exception {
        Map<String, String> paths = Map.of("t", "$.detail.text", "n", "$.detail.number");
        JsonNode filled =
                fill(event(text, number), paths, "{\"bare\":<t>,\"in\":\"[<t>]\",\"n\":<n>,\"both\":\"<n> <n>\"}");
        assertEquals(text, filled.get("bare").asString());
        assertEquals("[" + text + "]", filled.get("in").asString());
        assertEquals(number, filled.get("n").asLong());
        assertEquals(number + " " + number, filled.get("both").asString());
    }

    @Property(tries = 300)
    void theWholeEventComesThrough(@ForAll String text, @ForAll long number) throws Exception {
        ObjectNode event = event(text, number);
        assertEquals(
                event.toString(),
                fill(event, Map.of(), "{\"e\":<aws.events.event.json>}")
                        .get("e")
                        .toString());
        assertEquals(
                event.get("detail").toString(),
                fill(event, Map.of("d", "$.detail"), "{\"e\":<d>}").get("e").toString());
        assertEquals(
                event.toString(),
                new InputTransform(null, null, Map.of(), null).apply(event, event.toString(), CONTEXT));
    }

    @Test
    void pathsGoThroughObjectsAndLists() {
        JsonNode root = MAPPER.readTree("{\"a\":{\"b-c\":[{\"d\":1},{\"d\":2}]}}");
        assertEquals("2", InputTransform.select(root, "$.a.b-c[1].d").toString());
        assertEquals("1", InputTransform.select(root, "$['a']['b-c'][0].d").toString());
        assertTrue(InputTransform.select(root, "$.a.x.y").isMissingNode());
        assertEquals(root, InputTransform.select(root, "$"));
    }
}
