package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.schemas.SchemasClient;
import software.amazon.awssdk.services.schemas.model.BadRequestException;
import software.amazon.awssdk.services.schemas.model.ConflictException;
import software.amazon.awssdk.services.schemas.model.DescribeSchemaResponse;
import software.amazon.awssdk.services.schemas.model.DiscovererState;
import software.amazon.awssdk.services.schemas.model.ForbiddenException;
import software.amazon.awssdk.services.schemas.model.NotFoundException;
import software.amazon.awssdk.services.schemas.model.SchemasException;
import software.amazon.awssdk.services.schemas.model.Type;
import tools.jackson.databind.JsonNode;

/** The schema registry, and what discoverers learn. */
@ExtendWith(WeirExtension.class)
class SchemasTest {
    private static final String BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";
    private static final String OPEN = "{\"openapi\":\"3.0.0\",\"info\":{\"version\":\"1.0.0\",\"title\":\"%s\"},"
            + "\"paths\":{},\"components\":{\"schemas\":{\"Event\":{\"type\":\"object\"}}}}";

    @Test
    void passingEventsAreDiscovered(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        SchemasClient schemas = Clients.of(weir, SchemasClient.builder());
        String id = schemas.createDiscoverer(b -> b.sourceArn(BUS)).discovererId();
        assertEquals("events-event-bus-default", id);
        world.put("order placed", "{\"id\":\"a\",\"customer\":{\"name\":\"Ada\"},\"lines\":[{\"n\":1}]}");
        weir.untilQuiet();
        DescribeSchemaResponse schema =
                schemas.describeSchema(b -> b.registryName("discovered-schemas").schemaName("shop@OrderPlaced"));
        assertEquals("1", schema.schemaVersion());
        assertEquals(
                "{\"openapi\":\"3.0.0\",\"info\":{\"version\":\"1.0.0\",\"title\":\"OrderPlaced\"},\"paths\":{},"
                        + "\"components\":{\"schemas\":{\"AWSEvent\":{\"type\":\"object\",\"required\":[\"detail-type\","
                        + "\"resources\",\"detail\",\"id\",\"source\",\"time\",\"region\",\"version\",\"account\"],\"x-amazon-events-detail-type\":\"order"
                        + " placed\",\"x-amazon-events-source\":\"shop\","
                        + "\"properties\":{\"detail\":{\"$ref\":\"#/components/schemas/OrderPlaced\"},"
                        + "\"account\":{\"type\":\"string\"},\"detail-type\":{\"type\":\"string\"},"
                        + "\"id\":{\"type\":\"string\"},\"region\":{\"type\":\"string\"},"
                        + "\"resources\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
                        + "\"source\":{\"type\":\"string\"},\"time\":{\"type\":\"string\",\"format\":\"date-time\"},"
                        + "\"version\":{\"type\":\"string\"}}},\"OrderPlaced\":{\"type\":\"object\","
                        + "\"required\":[\"id\",\"customer\",\"lines\"],\"properties\":{\"id\":{\"type\":\"string\"},"
                        + "\"customer\":{\"$ref\":\"#/components/schemas/Customer\"},\"lines\":{\"type\":\"array\","
                        + "\"items\":{\"$ref\":\"#/components/schemas/LinesItem\"}}}},\"Customer\":{\"type\":\"object\","
                        + "\"required\":[\"name\"],\"properties\":{\"name\":{\"type\":\"string\"}}},"
                        + "\"LinesItem\":{\"type\":\"object\",\"required\":[\"n\"],"
                        + "\"properties\":{\"n\":{\"type\":\"number\"}}}}}}",
                schema.content());

        world.put("order placed", "{\"id\":\"b\",\"customer\":{\"name\":\"Bob\"},\"lines\":[{\"n\":2}]}");
        weir.untilQuiet();
        assertEquals(1, versions(schemas));
        world.put("order placed", "{\"id\":\"c\",\"customer\":{\"name\":\"Cy\",\"vip\":true},\"lines\":[]}");
        weir.untilQuiet();
        assertEquals(2, versions(schemas));
        JsonNode grown = EventsWorld.json(
                schemas.describeSchema(b -> b.registryName("discovered-schemas").schemaName("shop@OrderPlaced"))
                        .content());
        assertEquals(
                "[\"name\"]", grown.at("/components/schemas/Customer/required").toString());
        assertTrue(grown.at("/components/schemas/Customer/properties").has("vip"));

        assertEquals(
                DiscovererState.STOPPED,
                schemas.stopDiscoverer(b -> b.discovererId(id)).state());
        world.put("order placed", "{\"other\":1}");
        weir.untilQuiet();
        assertEquals(2, versions(schemas));
        assertEquals(
                "schemas.amazonaws.com",
                world.events.describeRule(b -> b.name("Schemas-" + id)).managedBy());
        schemas.deleteDiscoverer(b -> b.discovererId(id));
        assertEquals(0, world.events.listRules(b -> {}).rules().size());
    }

    private static int versions(SchemasClient schemas) {
        return schemas.listSchemaVersions(
                        b -> b.registryName("discovered-schemas").schemaName("shop@OrderPlaced"))
                .schemaVersions()
                .size();
    }

    @Test
    void schemasAreKeptInVersionsSearchedAndExported(WeirServer weir) {
        SchemasClient schemas = Clients.of(weir, SchemasClient.builder());
        schemas.createRegistry(b -> b.registryName("own").description("mine").tags(Map.of("team", "a")));
        assertThrows(ConflictException.class, () -> schemas.createRegistry(b -> b.registryName("own")));
        String arn = schemas.createSchema(b -> b.registryName("own")
                        .schemaName("shop@Placed")
                        .type(Type.OPEN_API3)
                        .content(OPEN.formatted("First")))
                .schemaArn();
        assertEquals("arn:aws:schemas:us-east-1:000000000000:schema/own/shop@Placed", arn);
        assertEquals("2", update(schemas, "Second"));
        assertEquals("2", update(schemas, "Second"));
        assertThrows(
                BadRequestException.class,
                () -> schemas.updateSchema(
                        b -> b.registryName("own").schemaName("shop@Placed").content("no json")));
        assertEquals(
                OPEN.formatted("First"),
                schemas.describeSchema(b ->
                                b.registryName("own").schemaName("shop@Placed").schemaVersion("1"))
                        .content());
        assertEquals(
                List.of("1"),
                schemas
                        .searchSchemas(b -> b.registryName("own").keywords("first"))
                        .schemas()
                        .getFirst()
                        .schemaVersions()
                        .stream()
                        .map(version -> version.schemaVersion())
                        .toList());
        JsonNode draft = EventsWorld.json(schemas.exportSchema(
                        b -> b.registryName("own").schemaName("shop@Placed").type("JSONSchemaDraft4"))
                .content());
        assertEquals(
                "http://json-schema.org/draft-04/schema#", draft.get("$schema").asString());
        assertEquals("Second", draft.get("title").asString());

        String revision = schemas.putResourcePolicy(b -> b.registryName("own").policy("{\"Version\":\"2012-10-17\"}"))
                .revisionId();
        assertEquals(
                revision, schemas.getResourcePolicy(b -> b.registryName("own")).revisionId());
        schemas.deleteResourcePolicy(b -> b.registryName("own"));
        assertThrows(NotFoundException.class, () -> schemas.getResourcePolicy(b -> b.registryName("own")));

        String registry = "arn:aws:schemas:us-east-1:000000000000:registry/own";
        schemas.tagResource(b -> b.resourceArn(registry).tags(Map.of("stage", "b")));
        schemas.untagResource(b -> b.resourceArn(registry).tagKeys("team"));
        assertEquals(
                Map.of("stage", "b"),
                schemas.listTagsForResource(b -> b.resourceArn(registry)).tags());

        schemas.deleteSchemaVersion(
                b -> b.registryName("own").schemaName("shop@Placed").schemaVersion("2"));
        assertEquals(
                "1",
                schemas.describeSchema(b -> b.registryName("own").schemaName("shop@Placed"))
                        .schemaVersion());
        schemas.deleteSchema(b -> b.registryName("own").schemaName("shop@Placed"));
        NotFoundException gone = assertThrows(
                NotFoundException.class,
                () -> schemas.describeSchema(b -> b.registryName("own").schemaName("shop@Placed")));
        assertTrue(gone.awsErrorDetails().errorMessage().contains("does not exist"));
        schemas.deleteRegistry(b -> b.registryName("own"));
        assertEquals(
                List.of("aws.events"),
                schemas.listRegistries(b -> {}).registries().stream()
                        .map(one -> one.registryName())
                        .toList());
    }

    private static String update(SchemasClient schemas, String title) {
        return schemas.updateSchema(
                        b -> b.registryName("own").schemaName("shop@Placed").content(OPEN.formatted(title)))
                .schemaVersion();
    }

    @Test
    void awsRegistryHoldsWhatWeirSendsAndCodeBindingsAreRefused(WeirServer weir) {
        SchemasClient schemas = Clients.of(weir, SchemasClient.builder());
        assertTrue(schemas.describeSchema(b -> b.registryName("aws.events").schemaName("aws.s3@ObjectCreated"))
                .content()
                .contains("\"x-amazon-events-detail-type\":\"Object Created\""));
        assertThrows(ForbiddenException.class, () -> schemas.deleteRegistry(b -> b.registryName("aws.events")));
        String content = schemas.getDiscoveredSchema(
                        b -> b.type(Type.JSON_SCHEMA_DRAFT4).events("{\"a\":1}", "{\"a\":2,\"b\":\"x\"}"))
                .content();
        JsonNode draft = EventsWorld.json(content);
        assertEquals("[\"a\"]", draft.get("required").toString());
        assertFalse(draft.get("properties").get("b").isMissingNode());
        SchemasException refused = assertThrows(
                SchemasException.class,
                () -> schemas.putCodeBinding(b -> b.registryName("aws.events")
                        .schemaName("aws.s3@ObjectCreated")
                        .language("Java8")));
        assertTrue(refused.getMessage().contains("PutCodeBinding"), refused.getMessage());
    }

    private static final String TEMPLATE = """
        Resources:
          Own:
            Type: AWS::EventSchemas::Registry
            Properties: {RegistryName: own%1$s, Description: "%2$s"}
          Placed:
            Type: AWS::EventSchemas::Schema
            Properties:
              RegistryName: !GetAtt Own.RegistryName
              SchemaName: shop@Placed
              Type: OpenApi3
              Content: '{"openapi":"3.0.0","info":{"version":"1","title":"%2$s"},"paths":{}}'
          Discover:
            Type: AWS::EventSchemas::Discoverer
            Properties:
              SourceArn: !Sub arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default
              Description: "%2$s"
        """;

    @Test
    void aStackMakesChangesReplacesAndRemovesThem(WeirServer weir) {
        SchemasClient schemas = Clients.of(weir, SchemasClient.builder());
        CloudFormationClient stacks = Clients.of(weir, CloudFormationClient.builder());
        stacks.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("", "one")));
        stands(weir, stacks, "CREATE_COMPLETE");
        assertEquals("1", version(schemas, "own"));
        stacks.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("", "two")));
        stands(weir, stacks, "UPDATE_COMPLETE");
        assertEquals("2", version(schemas, "own"));
        assertEquals("two", schemas.describeRegistry(b -> b.registryName("own")).description());
        assertEquals(
                "two",
                schemas.describeDiscoverer(b -> b.discovererId("events-event-bus-default"))
                        .description());
        stacks.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("2", "two")));
        stands(weir, stacks, "UPDATE_COMPLETE");
        assertEquals("1", version(schemas, "own2"));
        assertThrows(NotFoundException.class, () -> version(schemas, "own"));
        stacks.deleteStack(b -> b.stackName("s"));
        weir.untilQuiet();
        assertThrows(NotFoundException.class, () -> version(schemas, "own2"));
        assertEquals(0, schemas.listDiscoverers(b -> {}).discoverers().size());
    }

    private static String version(SchemasClient schemas, String registry) {
        return schemas.describeSchema(b -> b.registryName(registry).schemaName("shop@Placed"))
                .schemaVersion();
    }

    private static void stands(WeirServer weir, CloudFormationClient stacks, String status) {
        weir.untilQuiet();
        assertEquals(
                status,
                stacks.describeStacks(b -> b.stackName("s")).stacks().getFirst().stackStatusAsString(),
                () -> stacks.describeStackEvents(b -> b.stackName("s"))
                        .stackEvents()
                        .toString());
    }
}
