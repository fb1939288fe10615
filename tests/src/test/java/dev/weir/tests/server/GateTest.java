package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WeirExtension.class)
class GateTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:4566, 200",
        "127.0.0.1:4566, 200",
        "[::1]:4566, 200",
        "sqs.us-east-1.localhost.localstack.cloud:4566, 200",
        "anything.localhost, 200",
        "evil.example, 403",
        "localhost.evil.example:4566, 403",
        "127.0.0.1.evil.example, 403",
        "192.168.0.7, 403",
        "sqs.us-east-1.amazonaws.com, 403"
    })
    void onlyLoopbackNamesAreAnswered(String host, int status, WeirServer weir) throws IOException {
        assertEquals(status, status(weir, "GET", "/_weir/health", host, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/_weir/health, localhost:4566, Origin: http://evil.example, 403",
        "/_weir/health, localhost:4566, Origin: null, 403",
        "/_weir/health, localhost:4566, Origin: http://localhost:4566, 200",
        "/_weir/health, localhost:4566, Origin: http://localhost:3000, 403",
        "/_weir/health, localhost:4566, Sec-Fetch-Site: cross-site, 403",
        "/_weir/health, localhost:4566, Sec-Fetch-Site: same-site, 403",
        "/_weir/health, localhost:4566, Sec-Fetch-Site: none, 200",
        "/?Action=ListQueues, localhost:4566, Origin: http://localhost:3000, 403",
        "/orders, api1.execute-api.localhost:4566, Origin: http://evil.example, 403"
    })
    void noPageDrivesWeir(String path, String host, String header, int status, WeirServer weir) throws IOException {
        assertEquals(status, status(weir, "GET", path, host, header + "\r\n"));
    }

    @Test
    void theUsersOwnPagesReachApis(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String answer = http.send("GET /orders HTTP/1.1\r\nHost: api1.execute-api.localhost:4566\r\n"
                            + "Origin: http://localhost:3000\r\n\r\n")
                    .answer();
            // API Gateway's own word on an API that it does not have, and not the gate's.
            assertTrue(answer.contains("{\"message\":\"Forbidden\"}"), answer);
        }
    }

    @Test
    void theRefusalSaysWhatToDo(WeirServer weir) throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String answer =
                    http.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").answer();
            assertTrue(answer.contains("--allow-host evil.example"), answer);
        }
    }

    private static int status(WeirServer weir, String method, String path, String host, String headers)
            throws IOException {
        try (RawHttp http = new RawHttp(weir.port())) {
            String head = http.send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n")
                    .head();
            return Integer.parseInt(head.substring(9, 12));
        }
    }
}
