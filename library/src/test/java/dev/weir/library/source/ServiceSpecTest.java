package dev.weir.library.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.library.page.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceSpecTest {
    private static final String DATABASE = """
            {"schema": {
              "service": {"entities": [{"$id": "1", "shortName": "sqs"}]},
              "resource": {"entities": [{"$id": "2", "cloudFormationType": "AWS::SQS::Kettle", "name": "Kettle",
                "documentation": "Boils.", "attributes": {"Arn": {"type": {"type": "string"}, "documentation": "Its ARN."}},
                "properties": {
                  "Name": {"type": {"type": "string", "allowedValues": ["a", "b"]}, "required": true, "causesReplacement": "yes",
                    "documentation": "Its name."},
                  "Lid": {"type": {"type": "ref", "reference": {"$ref": "3"}}},
                  "Cups": {"type": {"type": "array", "element": {"type": "integer"}}, "defaultValue": 2}}}]},
              "typeDefinition": {"entities": [{"$id": "3", "name": "Lid", "documentation": "Closes it.", "properties": {}}]},
              "hasResource": {"forward": {"1": [{"$id": "2"}]}},
              "usesType": {"forward": {"2": [{"$id": "3"}]}},
              "event": {"entities": [{"$id": "4", "source": "aws.kettle", "detailType": "Water Boiled", "description": "It boils.",
                "rootProperty": {"$ref": "5"}}]},
              "eventTypeDefinition": {"entities": [{"$id": "5", "name": "WaterBoiled", "properties": {
                "degrees": {"type": {"type": "number"}, "required": true},
                "again": {"type": {"type": "ref", "reference": {"$ref": "5"}}}}}]},
              "metric": {"entities": [{"$id": "6", "name": "Boilings", "namespace": "AWS/Kettle", "statistic": "Sum"}]},
              "dimensionSet": {"entities": [{"$id": "7", "dimensions": [{"name": "KettleName"}]}]},
              "usesDimensionSet": {"forward": {"6": [{"$id": "7"}]}},
              "augmentations": {"entities": [{"$id": "8", "metrics": {"namespace": "AWS/Kettle",
                "metrics": [{"name": "Boilings", "documentation": "How often it boiled."}]}}]}
            }}
            """;

    private Map<String, Page> pages = Map.of();
    private Map<String, String> types = Map.of();

    @BeforeEach
    void read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(DATABASE.getBytes(StandardCharsets.UTF_8));
        }
        ServiceSpec spec = ServiceSpec.read(new ByteArrayInputStream(bytes.toByteArray()));
        pages = spec.pages(ServiceTable.read()).stream().collect(Collectors.toMap(Page::name, Function.identity()));
        types = spec.resourceTypes();
    }

    @Test
    void describesAResourceType() {
        Page kettle = pages.get("AWS::SQS::Kettle");
        assertEquals(
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-kettle.html",
                kettle.url());
        assertEquals("sqs", kettle.service());
        String text = kettle.markdown();
        assertTrue(
                text.contains("Type: AWS::SQS::Kettle\nProperties:\n  Name: String\n  Lid: Lid\n  Cups: [ Integer ]"),
                text);
        assertTrue(
                text.contains(
                        "Its name.\n\nType: String. Allowed values: `a`, `b`. Required: yes. Update requires: replacement."),
                text);
        assertTrue(text.contains("Default: `2`. Required: no. Update requires: no replacement."), text);
        assertTrue(text.contains("- `Arn`: Its ARN."), text);
        assertEquals(Map.of("AWS::SQS::Kettle", "sqs"), types);
    }

    @Test
    void describesItsParts() {
        assertEquals(
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-sqs-kettle-lid.html",
                pages.get("Lid").url());
    }

    @Test
    void describesAnEventWithASchemaThatEnds() {
        Page event = pages.get("Water Boiled");
        assertEquals("weir://events/aws.kettle/Water%20Boiled", event.url());
        assertTrue(event.markdown().contains("\"source\": [\"aws.kettle\"]"), event.markdown());
        assertTrue(event.markdown().contains("\"required\" : [ \"degrees\" ]"), event.markdown());
    }

    @Test
    void describesMetrics() {
        String text = pages.get("AWS/Kettle").markdown();
        assertTrue(
                text.contains("### Boilings\n\nHow often it boiled.\n\nStatistic: Sum. Dimensions: KettleName."), text);
    }
}
