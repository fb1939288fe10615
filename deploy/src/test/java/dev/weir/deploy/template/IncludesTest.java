package dev.weir.deploy.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class IncludesTest {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "body.yaml", "openapi: 3.0.1\npaths: {/a: !Ref A}",
            "s3://b/loop.yaml", "Again: " + include("s3://b/loop.yaml"),
            "broken.yaml", "a: [1");

    private static String include(String location) {
        return "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: %s}}}".formatted(location);
    }

    private static JsonNode read(String template) {
        return TemplateReader.read(template, "t");
    }

    private static JsonNode expand(String template) {
        Includes includes = new Includes(
                location -> Optional.ofNullable(DOCUMENTS.get(location)),
                Map.of("Where", StringNode.valueOf("body.yaml")));
        return includes.expand(read(template));
    }

    @Test
    void anIncludeIsReplacedByWhatItNames() {
        assertEquals(read("A: {openapi: 3.0.1, paths: {/a: !Ref A}}"), expand("A: " + include("body.yaml")));
    }

    @Test
    void anIncludeAddsToItsSiblings() {
        String template = "A: {x: 1, 'Fn::Transform': {Name: AWS::Include, Parameters: {Location: !Ref Where}}}";
        assertEquals(read("A: {x: 1, openapi: 3.0.1, paths: {/a: !Ref A}}"), expand(template));
    }

    @Test
    void otherTransformsStay() {
        String template = "A: {'Fn::Transform': {Name: Mine, Parameters: {}}}";
        assertEquals(read(template), expand(template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.yaml", "broken.yaml", "s3://b/loop.yaml"})
    void whatIsMissingBrokenOrEndlessIsAnErrorThatNamesTheLocation(String location) {
        TemplateException error = assertThrows(TemplateException.class, () -> expand("A: " + include(location)));
        assertTrue(String.valueOf(error.getMessage()).startsWith(location + ":"), error.getMessage());
    }
}
