package dev.weir.tests.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LikenessTest {
    private final Likeness likeness = new Likeness("000000000000");

    private List<String> unlike(String recorded, String answer) {
        JsonMapper json = JsonMapper.shared();
        return likeness.compare(json.readTree(recorded), json.readTree(answer)).stream()
                .map(Likeness.Difference::path)
                .toList();
    }

    @Test
    void membersAndValuesMustBeTheSame() {
        assertEquals(List.of(), unlike("{\"a\":1,\"b\":[\"x\"]}", "{\"b\":[\"x\"],\"a\":1}"));
        assertEquals(List.of("a", "b"), unlike("{\"a\":1}", "{\"a\":2,\"b\":3}"));
        assertEquals(List.of("a"), unlike("{\"a\":\"x\"}", "{}"));
        assertEquals(List.of("b[0]"), unlike("{\"b\":[\"x\"]}", "{\"b\":[\"y\"]}"));
        assertEquals(List.of("b"), unlike("{\"b\":[\"x\"]}", "{\"b\":[]}"));
    }

    @Test
    void aPlaceholderStandsForTheSameWhereverItIs() {
        assertEquals(List.of(), unlike("{\"id\":\"<uuid:1>\"}", "{\"id\":\"7\"}"));
        assertEquals(List.of("id"), unlike("{\"id\":\"<uuid:1>\"}", "{\"id\":\"8\"}"));
        assertEquals(List.of(), unlike("{\"id\":\"arn:111111111111:<uuid:1>\"}", "{\"id\":\"arn:000000000000:7\"}"));
    }

    @Test
    void aMembersOwnNameStandsForAnything() {
        assertEquals(List.of(), unlike("{\"MD5OfBody\":\"m-d5-of-body\"}", "{\"MD5OfBody\":\"1f\"}"));
        assertEquals(List.of(), unlike("{\"at\":\"timestamp\"}", "{\"at\":\"17\"}"));
        assertEquals(List.of("at"), unlike("{\"at\":\"update-account\"}", "{\"at\":\"17\"}"));
    }

    @Test
    void ofRefusalsCodeTextAndStatusCount() {
        String recorded = "{\"Error\":{\"Code\":\"C\",\"Message\":\"m\",\"Type\":\"Sender\"},\"message\":\"m\"}";
        assertEquals(List.of(), unlike(recorded, "{\"Error\":{\"Code\":\"C\",\"Message\":\"m\"}}"));
        assertEquals(List.of("Error.Message"), unlike(recorded, "{\"Error\":{\"Code\":\"C\",\"Message\":\"n\"}}"));
    }
}
