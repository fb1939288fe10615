package dev.weir.codegen.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weir.codegen.Fixtures;
import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Shape;
import dev.weir.codegen.model.ServiceModel.Source;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OverlayTest {
    private static final Source SOURCE = new Source("test:overlay", "2", "", "names");

    @Test
    void takesQueryNamesAndCodesFromSmithy() {
        String smithy = """
                {"shapes": {
                  "com.amazonaws.post#SendLetterResponse": {"type": "structure", "members": {
                    "Copies": {"traits": {"smithy.api#xmlName": "Copy", "smithy.api#xmlFlattened": {}}}}},
                  "com.amazonaws.post#Copies": {"type": "map", "key": {"traits": {"smithy.api#xmlName": "Name"}}},
                  "com.amazonaws.post#BoxFull": {"type": "structure", "traits": {
                    "aws.protocols#awsQueryError": {"code": "Post.BoxFull", "httpResponseCode": 403},
                    "smithy.api#httpError": 403}}}}
                """;
        ServiceModel model =
                SmithyNames.overlay(Fixtures.post(), JsonMapper.shared().readTree(smithy), SOURCE);
        var copies = Objects.requireNonNull(
                shape(model, "SendLetterResponse").members().get("Copies"));
        assertEquals("Copy", copies.xml());
        assertEquals(true, copies.flattened());
        assertEquals(
                "Name",
                Objects.requireNonNull(shape(model, "Copies").members().get("key"))
                        .xml());
        assertEquals(
                new Error(403, true, "Post.BoxFull"), shape(model, "BoxFull").error());
        assertEquals(2, model.sources().size());
    }

    @Test
    void takesRootElementsFromTheJavaScriptClient() {
        String schemas = """
                const _SLR = "SendLetterResponse";
                const _R = "LetterResult";
                const _G = "Gone";
                export var SendLetterResponse$ = [3, n0, _SLR,
                    { [_xN]: _R },
                    [_L],
                    [0]
                ];
                export var Gone$ = [3, n0, _G,
                    { [_xN]: _R },
                ];
                """;
        ServiceModel model = DocumentRoots.overlay(Fixtures.post(), schemas, SOURCE);
        assertEquals("LetterResult", shape(model, "SendLetterResponse").xml());
        assertNull(shape(model, "SendLetterRequest").xml());
        assertFalse(model.shapes().containsKey("Gone"));
    }

    private static Shape shape(ServiceModel model, String name) {
        return Objects.requireNonNull(model.shapes().get(name));
    }
}
