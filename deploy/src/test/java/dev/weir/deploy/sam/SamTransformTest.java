package dev.weir.deploy.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.deploy.template.TemplateReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SamTransformTest {
    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: s3://code/hello.zip
                  Handler: app.handler
                  Runtime: python3.12
                  AutoPublishAlias: live
                  Events:
                    Get: {Type: Api, Properties: {Path: /hello, Method: get}}
                    Post: {Type: HttpApi, Properties: {Path: /hello, Method: post}}
              Table:
                Type: AWS::Serverless::SimpleTable
            Outputs:
              Alias:
                Value: !Ref Hello.Alias
            """;

    private static ObjectNode transform(String template) {
        return SamTransform.transform(
                TemplateReader.read(template, "t"), SamContext.of("eu-west-1", "123456789012", Map.of()));
    }

    @Test
    void theSameTemplateMakesTheSameTextEachTime() {
        assertEquals(transform(TEMPLATE).toString(), transform(TEMPLATE).toString());
    }

    @Test
    void theTemplateThatIsGivenStaysAsItIs() {
        ObjectNode given = TemplateReader.read(TEMPLATE, "t");
        SamTransform.transform(given, SamContext.of("eu-west-1", "123456789012", Map.of()));
        assertEquals(TemplateReader.read(TEMPLATE, "t"), given);
    }

    @Test
    void nothingOfSamIsLeft() {
        ObjectNode made = transform(TEMPLATE);
        assertFalse(made.has("Transform"));
        assertFalse(made.toString().contains("AWS::Serverless"), made::toString);
        assertEquals(
                "{\"Ref\":\"HelloAliaslive\"}", made.at("/Outputs/Alias/Value").toString());
    }

    @Test
    void everyProblemIsNamedInOneMessage() {
        String template = """
                Resources:
                  B: {Type: AWS::Serverless::Function, Properties: {Colour: red}}
                  A: {Type: AWS::Serverless::StateMachine}
                """;
        SamTransformException error = assertThrows(SamTransformException.class, () -> transform(template));
        assertEquals(
                List.of("A", "B"),
                error.errors().stream()
                        .map(text -> text.replaceFirst(".*\\[(\\w+)] is invalid.*", "$1"))
                        .toList());
    }
}
