package dev.weir.services.apigateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable<String> routes = new RouteTable<>();

    private void route(String... paths) {
        for (String path : paths) {
            assertEquals(path, routes.at(path, () -> path));
        }
    }

    private String found(String path) {
        return routes.find(path, any -> true).map(RouteTable.Match::value).orElse("none");
    }

    private Map<String, String> parameters(String path) {
        return routes.find(path, any -> true).orElseThrow().parameters();
    }

    @Test
    void theMostSpecificPathWins() {
        route("/pets/dog/1", "/pets/dog/{id}", "/pets/{proxy+}", "/{proxy+}", "/");
        assertEquals("/pets/dog/1", found("/pets/dog/1"));
        assertEquals("/pets/dog/{id}", found("/pets/dog/2"));
        assertEquals("/pets/{proxy+}", found("/pets/cat/1"));
        assertEquals("/{proxy+}", found("/test/5"));
        assertEquals("/", found("/"));
    }

    @Test
    void aSpecificDeadEndDoesNotHideAnotherPath() {
        route("/pets/dog/food", "/pets/{kind}/toys");
        assertEquals("/pets/{kind}/toys", found("/pets/dog/toys"));
        assertEquals(Map.of("kind", "dog"), parameters("/pets/dog/toys"));
    }

    @Test
    void whatIsNotAcceptableGivesWayToTheNext() {
        route("/pets", "/{proxy+}");
        assertEquals(
                "/{proxy+}",
                routes.find("/pets", path -> !path.equals("/pets"))
                        .orElseThrow()
                        .value());
    }

    @Test
    void variablesAreDecodedAndGreedyOnesKeepSlashes() {
        route("/a/{id}", "/files/{path+}");
        assertEquals(Map.of("id", "x y/z"), parameters("/a/x%20y%2Fz"));
        assertEquals(Map.of("path", "b/c.txt"), parameters("/files/b/c.txt"));
    }

    @Test
    void variablesNeedSomething() {
        route("/a/{id}", "/files/{path+}");
        assertEquals("none", found("/a/"));
        assertEquals("none", found("/a"));
        assertEquals("none", found("/files"));
        assertEquals("none", found("/files/"));
        assertEquals("none", found("/a/1/"));
    }
}
