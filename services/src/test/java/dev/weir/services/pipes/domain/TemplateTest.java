package dev.weir.services.pipes.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TemplateTest {
    private static final Template.Context CONTEXT =
            new Template.Context("arn:pipe", "p", "arn:source", "", "arn:target", "2026-01-01T00:00:00Z");

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static final JsonNode MESSAGE = json("""
            {"eventSource": "aws:sqs", "messageId": "m",
             "body": "{\\"id\\": 7, \\"name\\": \\"a \\\\\\"b\\\\\\"\\", \\"tags\\": [{\\"k\\": 1}, {\\"k\\": 2}]}",
             "attributes": {"SenderId": "me"}}""");

    private static String fill(String template, JsonNode event) {
        return new Template(template).fill(event, CONTEXT);
    }

    @Test
    void textWithoutATemplateIsTheEvent() {
        assertEquals(MESSAGE.toString(), new Template(null).fill(MESSAGE, CONTEXT));
    }

    @Test
    void bodiesAreOpenedWherePathsGoIntoThem() {
        assertEquals("{\"id\":7,\"n\":\"a \\\"b\\\"\"}", fill("{\"id\":<$.body.id>,\"n\":<$.body.name>}", MESSAGE));
        assertEquals("{\"n\":\"got a \\\"b\\\" of 7\"}", fill("{\"n\":\"got <$.body.name> of <$.body.id>\"}", MESSAGE));
        assertEquals("{\"k\":2,\"all\":[1,2]}", fill("{\"k\":<$.body.tags[1].k>,\"all\":<$.body.tags[*].k>}", MESSAGE));
        assertEquals("{\"none\":\"\",\"in\":\"\"}", fill("{\"none\":<$.body.no>,\"in\":\"<$.no>\"}", MESSAGE));
        assertEquals("Hello me", fill("Hello <$.attributes.SenderId>", MESSAGE));
        String data = Base64.getEncoder().encodeToString("{\"x\":1}".getBytes(StandardCharsets.UTF_8));
        JsonNode record = json("{\"eventSource\":\"aws:kinesis\",\"data\":\"" + data + "\"}");
        assertEquals("1", fill("<$.data.x>", record));
    }

    @Test
    void reservedVariablesStandForThePipe() {
        assertEquals(
                "{\"p\":\"arn:pipe\",\"n\":\"p\",\"s\":\"arn:source\",\"t\":\"2026-01-01T00:00:00Z\"}",
                fill(
                        "{\"p\":<aws.pipes.pipe-arn>,\"n\":\"<aws.pipes.pipe-name>\",\"s\":<aws.pipes.source-arn>,"
                                + "\"t\":<aws.pipes.event.ingestion-time>}",
                        MESSAGE));
        JsonNode event = json(fill("{\"e\":<aws.pipes.event>,\"j\":<aws.pipes.event.json>}", MESSAGE));
        assertTrue(event.path("e").path("body").isString());
        assertEquals(7, event.path("j").path("body").path("id").asInt());
        assertEquals("aws.pipes.no", new Template("<aws.pipes.no>").unknown());
        assertNull(new Template("<$.a> <aws.pipes.event>").unknown());
    }
}
