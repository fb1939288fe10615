package dev.weir.library.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiPagesTest {
    private static final Service KETTLE = new Service(
            "kettle",
            "kettle",
            "1.0.0",
            "Kettle",
            "Amazon Kettle",
            "water",
            "kettle/latest/api/",
            "API_",
            "kettle",
            "");
    private static final Service REST = new Service(
            "kettle",
            "kettle",
            "1.0.0",
            "Kettle",
            "Amazon Kettle",
            "water",
            "kettle/latest/api/",
            "REST",
            "kettle",
            "");

    @TempDir
    Path models;

    private Map<String, Page> pages(Service service) throws IOException {
        List<Page> pages = ApiPages.of(service, ClientTypesTest.KETTLE, models);
        return pages.stream().collect(Collectors.toMap(Page::name, Function.identity()));
    }

    @Test
    void describesAnOperationWithItsLimits() throws IOException {
        Files.writeString(models.resolve("kettle.json"), """
                {"sources": [{"artifact": "pypi:botocore", "version": "9"}],
                 "shapes": {
                  "BoilRequest": {"type": "structure", "members": {"Degrees": {"target": "Heat"}}},
                  "Heat": {"type": "integer", "min": 1, "max": 100}}}
                """);
        Page boil = pages(KETTLE).get("Boil");
        assertEquals("https://docs.aws.amazon.com/kettle/latest/api/API_Boil.html", boil.url());
        assertEquals("npm:@aws-sdk/client-kettle 1.0.0, limits from pypi:botocore 9", boil.origin());
        String text = boil.markdown();
        assertTrue(text.startsWith("# Amazon Kettle: Boil\n\nBoils it."), text);
        assertTrue(
                text.contains(
                        "### Degrees\n\nHow hot, as {degrees}.\n\nType: number. Limits: valid range 1 to 100. Required: yes."),
                text);
        assertTrue(text.contains("Valid values: `hard`, `soft`"), text);
        assertTrue(text.contains("list of [Tag](https://docs.aws.amazon.com/kettle/latest/api/API_Tag.html)"), text);
        assertTrue(text.contains("- **DryException**: There is no water."), text);
    }

    @Test
    void hasPagesOfStructuresAndErrorsButNotOfRequests() throws IOException {
        Map<String, Page> pages = pages(KETTLE);
        assertEquals(Kind.STRUCTURE, pages.get("Tag").kind());
        assertTrue(pages.get("Tag").markdown().contains("BoilRequest"), "says where it is used");
        assertTrue(!pages.containsKey("BoilRequest"), "a request is described with its operation");
        Page errors = pages.get("errors of Amazon Kettle");
        assertEquals("weir://errors/kettle", errors.url());
        assertTrue(errors.markdown().contains("Raised by: Boil."), errors.markdown());
    }

    @Test
    void namesPagesAfterPathsWhereAwsDoes() throws IOException {
        Map<String, Page> pages = pages(REST);
        assertEquals(
                "https://docs.aws.amazon.com/kettle/latest/api/kettles-kettleid-boil.html#Boil",
                pages.get("Boil").url());
        assertEquals("weir://api/kettle/Tag", pages.get("Tag").url());
        assertEquals(
                "https://docs.aws.amazon.com/kettle/latest/api/operations.html",
                pages.get("Tag").live());
    }
}
