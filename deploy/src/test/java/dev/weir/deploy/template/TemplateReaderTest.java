package dev.weir.deploy.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TemplateReaderTest {
    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static JsonNode value(String yaml) {
        return TemplateReader.read("A: " + yaml, "t").get("A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Table                 | {'Ref':'Table'}",
                "!GetAtt Table.Arn          | {'Fn::GetAtt':['Table','Arn']}",
                "!GetAtt Stack.Outputs.Name | {'Fn::GetAtt':['Stack','Outputs.Name']}",
                "!GetAtt [Table, Arn]       | {'Fn::GetAtt':['Table','Arn']}",
                "!Sub '${A}-b'              | {'Fn::Sub':'${A}-b'}",
                "!Condition IsProd          | {'Condition':'IsProd'}",
                "!If [IsProd, 1, !Ref N]    | {'Fn::If':['IsProd',1,{'Ref':'N'}]}",
                "!Join ['', [a, !Ref B]]    | {'Fn::Join':['',['a',{'Ref':'B'}]]}",
                "!Base64 {Ref: A}           | {'Fn::Base64':{'Ref':'A'}}",
                "!ImportValue shared        | {'Fn::ImportValue':'shared'}"
            })
    void shortTagsBecomeTheirLongForm(String yaml, String expected) {
        assertEquals(json(expected), value(yaml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes        | true",
                "off        | false",
                "'yes'      | 'yes'",
                "12         | 12",
                "1.5        | 1.5",
                "2012-10-17 | '2012-10-17'",
                "~          | null"
            })
    void plainScalarsFollowYamlOneOne(String yaml, String expected) {
        assertEquals(json(expected), value(yaml));
    }

    @Test
    void anchorsAndMergeKeysAreResolved() {
        String yaml = """
                Base: &base
                  Runtime: python3.12
                  Timeout: 3
                Own:
                  <<: *base
                  Timeout: 9
                """;
        assertEquals(
                json("{'Runtime':'python3.12','Timeout':9}"),
                TemplateReader.read(yaml, "t").get("Own"));
    }

    @Test
    void theLastOfEqualKeysHolds() {
        assertEquals(json("2"), TemplateReader.read("A: 1\nA: 2", "t").get("A"));
    }

    @Test
    void jsonIsReadAsItStands() {
        assertEquals(
                json("{'Ref':'yes'}"),
                TemplateReader.read(" {\"A\": {\"Ref\": \"yes\"}}", "t").get("A"));
    }

    /** A caret stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A: [1, 2     | t.yaml:1:",
                "A: 1^  B: 2  | t.yaml:2:",
                "A: !Reff B   | t.yaml:1:4:",
                "{\"A\": 1,^} | t.yaml:2:",
                "just text    | t.yaml:1:1:"
            })
    void anErrorNamesItsLineAndColumnInOneLine(String text, String start) {
        TemplateException error =
                assertThrows(TemplateException.class, () -> TemplateReader.read(text.replace('^', '\n'), "t.yaml"));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(start), message);
        assertFalse(message.contains("\n"), message);
        assertTrue(error.line() > 0 && error.column() > 0, message);
    }
}
