package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.junit.WeirServer;
import dev.weir.library.Library;
import dev.weir.mcp.Mcp;
import dev.weir.mcp.McpSettings;
import dev.weir.mcp.documentation.DocumentationOffer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.house.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The offline documentation by the tools of AWS's knowledge server. */
class DocumentationToolsTest {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "weir");

    private @Nullable Library library;
    private @Nullable WeirServer weir;
    private @Nullable Agent agent;

    private Agent agent(Path cache) {
        library = new Library(cache, Modules.root(), "test");
        weir = WeirServer.start(WeirConfig.ephemeral()
                .withAnnex(Mcp.PATH, Mcp.annex(McpSettings.SAFE, List.of(new DocumentationOffer(library)))));
        agent = Agent.of(weir);
        return agent;
    }

    private Agent built() throws IOException {
        Agent agent = agent(CACHE);
        assumeTrue(
                library != null && library.manifest().isPresent(),
                "the offline documentation is not built, because its packages could not be fetched");
        return agent;
    }

    @AfterEach
    void stop() throws IOException {
        if (agent != null) {
            agent.close();
        }
        if (weir != null) {
            weir.close();
        }
        if (library != null) {
            library.close();
        }
    }

    @Test
    void searchesAndReads() throws IOException {
        Agent agent = built();
        JsonNode found = agent.done(
                "aws___search_documentation",
                "{'search_phrase':'SQS long polling WaitTimeSeconds','topics':['reference_documentation']}");
        assertEquals(4, found.path("results").size());
        JsonNode first = found.path("results").path(0);
        assertEquals(1, first.path("rank_order").asInt());
        assertEquals("offline", first.path("source").asString());
        assertTrue(first.path("version").asString().startsWith("npm:@aws-sdk/client-sqs 3."), first::toString);
        assertFalse(first.path("context").asString().isBlank());
        String url = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html";
        assertTrue(found.path("results").findValuesAsString("url").contains(url), found::toString);
        JsonNode page = agent.done(
                        "aws___read_documentation",
                        "{'requests':[{'url':'" + url + "','max_length':500,'start_index':100}]}")
                .path("pages")
                .path(0);
        assertEquals(100, page.path("start_index").asInt());
        assertEquals(600, page.path("end_index").asInt());
        assertEquals(500, page.path("content").asString().length());
        assertTrue(page.path("truncated").asBoolean());
        assertTrue(page.path("contents").findValuesAsString("title").contains("WaitTimeSeconds"), page::toString);
    }

    @Test
    void followsPagesThatMovedAndSaysWhatIsNotThere() throws IOException {
        Agent agent = built();
        JsonNode pages = agent.done(
                        "aws___read_documentation",
                        "{'requests':[{'url':'https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html'},"
                                + "{'url':'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html'},"
                                + "{'url':'https://example.com/'}]}")
                .path("pages");
        assertEquals(
                "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
                pages.path(0).path("redirected_url").asString());
        assertEquals("not_found", pages.path(1).path("error").path("code").asString());
        assertFalse(pages.path(1).path("nearest").isEmpty());
        assertEquals("invalid_url", pages.path(2).path("error").path("code").asString());
        agent.failed("aws___read_documentation", "{'url':'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html'}");
    }

    @Test
    void saysWhereServicesAreListed() throws IOException {
        Agent agent = built();
        JsonNode regions = agent.done("aws___list_regions", "{}").path("regions");
        assertTrue(regions.findValuesAsString("region_id").contains("eu-central-1"));
        JsonNode apis = agent.done(
                        "aws___get_regional_availability",
                        "{'resource_type':'api','regions':['eu-central-1','us-east-1'],'filters':['Lambda+Invoke','SQS+Fly']}")
                .path("service_apis");
        assertEquals(2, apis.path("Lambda+Invoke").path("listedIn").size());
        assertTrue(apis.path("Lambda+Invoke").path("basis").asString().contains("inferred"));
        assertEquals("Not Found", apis.path("SQS+Fly").path("status").asString());
        JsonNode types = agent.done(
                "aws___get_regional_availability",
                "{'resource_type':'cfn','filters':['AWS::SQS::Queue','AWS::SQS::Sieve']}");
        assertFalse(types.path("cfn_resources")
                .path("AWS::SQS::Queue")
                .path("listedIn")
                .isEmpty());
        assertEquals(
                "Not Found",
                types.path("cfn_resources")
                        .path("AWS::SQS::Sieve")
                        .path("status")
                        .asString());
        JsonNode products = agent.done("aws___get_regional_availability", "{'resource_type':'product'}");
        assertEquals(50, products.path("products").size());
        JsonNode more = agent.done(
                "aws___get_regional_availability",
                "{'resource_type':'product','next_token':'"
                        + products.path("next_token").asString() + "'}");
        assertEquals(50, more.path("products").size());
        agent.refused("aws___get_regional_availability", "{'resource_type':'api'}");
        agent.refused("aws___get_regional_availability", "{'resource_type':'product','regions':['moon-1']}");
    }

    @Test
    void saysSoWhereItCannotBeBuilt(@TempDir Path folder) throws IOException {
        Path noFolder = Files.writeString(folder.resolve("cache"), "a file, where a folder would have to be");
        Agent agent = agent(noFolder);
        JsonNode found = agent.done("aws___search_documentation", "{'search_phrase':'why did nothing arrive'}");
        assertEquals(
                "weir://docs/why.md", found.path("results").path(0).path("url").asString());
        assertTrue(found.path("notes").path(0).asString().contains("could not be built"), found::toString);
        assertTrue(agent.refused("aws___list_regions", "{}").contains("could not be built"));
        JsonNode page = agent.failed(
                "aws___read_documentation", "{'url':'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html'}");
        assertEquals(
                "not_found",
                page.path("pages").path(0).path("error").path("code").asString());
        JsonNode nothing =
                agent.done("aws___search_documentation", "{'search_phrase':'news','topics':['current_awareness']}");
        assertEquals(0, nothing.path("results").size());
    }
}
