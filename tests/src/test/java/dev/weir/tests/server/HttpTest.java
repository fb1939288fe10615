package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WeirExtension.class)
class HttpTest {
    private static final String HEALTH = "GET /_weir/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void pipelinedRequestsAreAnsweredInOrder(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            http.send(HEALTH
                    + "GET /_weir/clock HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "POST /_weir/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
                    + HEALTH);
            assertTrue(http.answer().contains("ready"));
            assertTrue(http.answer().contains("\"mode\":\"wall\""));
            assertTrue(http.answer().startsWith("HTTP/1.1 400 "));
            assertTrue(http.answer().contains("ready"));
        }
    }

    @Test
    void manyPipelinedRequestsAreAllAnswered(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            http.send(HEALTH.repeat(500));
            for (int i = 0; i < 500; i++) {
                assertTrue(http.answer().endsWith("}"));
            }
        }
    }

    @Test
    void bodiesMayBeChunkedAndArriveByteByByte(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String request = "POST /_weir/clock HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\n{\"a\r\n16\r\ndvance\":      \"PT0.5S\"\r\n1\r\n}\r\n0\r\n\r\n";
            for (int i = 0; i < request.length(); i++) {
                http.send(request.substring(i, i + 1));
            }
            assertTrue(http.answer().contains("\"fired\""));
        }
    }

    @Test
    void theBodyIsAskedForWhereTheClientWaits(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            http.send("POST /_weir/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 19\r\n"
                    + "Expect: 100-continue\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", http.head());
            assertTrue(http.send("{\"advance\":\"PT0.1S\"}".substring(0, 19))
                    .head()
                    .startsWith("HTTP/1.1 400 "));
        }
    }

    @Test
    void olderClientsAreClosedAfterTheAnswer(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String all = http.send("GET /_weir/health HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    .rest();
            assertTrue(all.contains("Connection: close"));
            assertTrue(all.endsWith("}"));
        }
    }

    @Test
    void whatIsNoHttpIsRefusedInOneLine(WeirServer weir) throws IOException {
        assertRefused(weir, "400", "NONSENSE\r\n\r\n");
        assertRefused(weir, "400", "GET /_weir/health HTTP/1.1\r\n\r\n");
        assertRefused(weir, "400", "GET /_weir/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        assertRefused(weir, "400", "GET nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertRefused(weir, "414", "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertRefused(
                weir, "431", "GET / HTTP/1.1\r\nHost: localhost\r\n" + ("a: " + "b".repeat(8000) + "\r\n").repeat(10));
        assertRefused(
                weir,
                "400",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertRefused(weir, "413", "PUT /b/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");
    }

    private static void assertRefused(WeirServer weir, String status, String request) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String answer = http.send(request).answer();
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertTrue(answer.contains("Connection: close"), answer);
        }
    }

    @Test
    void aBodyNobodyReadsDoesNotDisturbTheNextRequest(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            http.send("POST /_weir/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n");
            assertTrue(http.answer().startsWith("HTTP/1.1 404 "));
            http.send(new byte[2_000_000]);
            assertTrue(http.send(HEALTH).answer().contains("ready"));
        }
    }

    @Test
    void http2WithPriorKnowledge(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            http.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            http.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            byte[] settings = http.bytes(9);
            assertEquals(4, settings[3]);
        }
    }

    @Test
    void clientsMayOfferAnUpgrade(WeirServer weir) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(weir.endpoint() + "/_weir/health"))
                    .build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
            }
        }
    }
}
