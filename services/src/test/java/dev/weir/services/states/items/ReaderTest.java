package dev.weir.services.states.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReaderTest {
    /** A bucket with the same content under every key. */
    private record One(String content) implements Bucket {
        @Override
        public InputStream open(String bucket, String key, String version) {
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public JsonNode list(String bucket, String prefix, String token) {
            throw new IllegalStateException("nobody lists");
        }
    }

    private static List<String> read(String config, String content) throws StateFailure, IOException {
        JsonNode reader = Data.parse("""
                {"Resource":"arn:aws:states:::s3:getObject","Arguments":{"Bucket":"b","Key":"k"},"ReaderConfig":{%s}}""".formatted(config.replace('`', '"')));
        List<String> items = new ArrayList<>();
        try (ItemSource source = Reader.open(new One(content), reader)) {
            for (var item = source.next(); item != null; item = source.next()) {
                items.add(Data.text(item.value()).replace('"', '`'));
            }
        }
        return items;
    }

    private static List<String> csv(String more, String content) throws StateFailure, IOException {
        return read("`InputType`:`CSV`," + more, content);
    }

    @Test
    void rowsHaveWhatTheHeaderNames() throws Exception {
        String first = "`CSVHeaderLocation`:`FIRST_ROW`";
        assertEquals(List.of("{`a`:`1`,`b`:`2`}"), csv(first, "a,b\r\n1,2\r\n"));
        assertEquals(List.of("{`a`:`1`,`b`:``}", "{`a`:`2`,`b`:`3`}"), csv(first, "a,b\n1\n\n2,3,4"));
        assertEquals(List.of("{`a`:`x,y`,`b`:`line\\none`}"), csv(first, "a,b\n\"x,y\",\"line\none\""));
        assertEquals(List.of(), csv(first, "a,b\n"));
        assertEquals(List.of(), csv(first, ""));
        assertEquals(
                "CSV headers cannot contain duplicates.",
                assertThrows(StateFailure.class, () -> csv(first, "a,a\n1,2")).cause());
        assertEquals(
                "CSV headers cannot exceed 10 KiB.",
                assertThrows(StateFailure.class, () -> csv(first, "a".repeat(10_241)))
                        .cause());
    }

    @Test
    void delimitersAreOfChoice() throws Exception {
        String given = "`CSVHeaderLocation`:`GIVEN`,`CSVHeaders`:[`a`,`b`],`CSVDelimiter`:`%s`";
        for (String each : List.of("COMMA ,", "PIPE |", "SEMICOLON ;", "TAB \t")) {
            String name = each.substring(0, each.length() - 2);
            String sign = each.substring(each.length() - 1);
            assertEquals(List.of("{`a`:`1`,`b`:`2`}"), csv(given.formatted(name), "1" + sign + "2\n"), name);
        }
        assertEquals(List.of("{`a`:`1`,`b`:`2`}"), csv(given.formatted("SPACE"), "1 2\n"));
    }

    @Test
    void documentsAreArraysObjectsOrLines() throws Exception {
        assertEquals(List.of("1", "[2]", "{`a`:null}"), read("`InputType`:`JSON`", "\n [1,[2],{\"a\":null}]"));
        assertEquals(List.of("{`Key`:`a`,`Value`:1}"), read("`InputType`:`JSON`", "{\"a\":1}"));
        assertEquals(List.of("2", "3"), read("`InputType`:`JSON`,`ItemsPointer`:`/a/0/b`", "{\"a\":[{\"b\":[2,3]}]}"));
        assertEquals(List.of("1", "{`a`:2}"), read("`InputType`:`JSONL`", "1\n\n{\"a\":2}"));
        for (String wrong : List.of("7", "[1,", "")) {
            assertEquals(
                    ItemSource.ERROR,
                    assertThrows(StateFailure.class, () -> read("`InputType`:`JSON`", wrong))
                            .error(),
                    wrong);
        }
    }
}
