package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Cors;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/** A function's own address, called as a browser would. */
@ExtendWith(WeirExtension.class)
class FunctionUrlTest {
    private final WeirServer weir;
    private final LambdaClient lambda;
    private String host = "";

    FunctionUrlTest(WeirServer weir) {
        this.weir = weir;
        this.lambda = Clients.of(weir, LambdaClient.builder());
    }

    @BeforeEach
    void create() {
        lambda.createFunction(Zips.node("f", """
                        exports.handler = async (e) => {
                            if (e.rawPath === '/plain') return { hello: 'plain' };
                            if (e.rawPath === '/throw') throw new Error('no');
                            return {
                                statusCode: 201,
                                headers: { 'X-Own': 'yes', 'Content-Type': 'text/plain' },
                                cookies: ['a=1', 'b=2'],
                                body: [e.version, e.requestContext.http.method, e.rawPath, e.rawQueryString,
                                    e.queryStringParameters?.q, (e.cookies || []).join('+'), e.headers['x-in'],
                                    e.body, e.isBase64Encoded].join('|'),
                            };
                        }
                        """).build());
        String url = lambda.createFunctionUrlConfig(r -> r.functionName("f").authType(FunctionUrlAuthType.NONE))
                .functionUrl();
        host = URI.create(url).getAuthority();
        assertTrue(host.endsWith(".lambda-url.us-east-1.localhost:" + weir.port()), host);
    }

    private String call(String line, String headers, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", weir.port())) {
            String request = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    @Test
    void requestsAndAnswersOfFormatTwo() throws Exception {
        String answer = call(
                "POST /a%20b/c?q=1&q=2&r=%C3%A4",
                "Cookie: s=1; t=2\r\nX-In: in\r\nContent-Type: text/plain\r\n", "body");
        assertTrue(answer.startsWith("HTTP/1.1 201 "), answer);
        assertEquals("yes", header(answer, "x-own"));
        assertEquals("a=1; b=2", header(answer, "set-cookie"));
        assertEquals("text/plain", header(answer, "content-type"));
        assertTrue(answer.endsWith("\r\n\r\n2.0|POST|/a b/c|q=1&q=2&r=%C3%A4|1,2|s=1+t=2|in|body|false"), answer);

        String plain = call("GET /plain", "", "");
        assertTrue(plain.startsWith("HTTP/1.1 200 ") && plain.endsWith("\r\n\r\n{\"hello\":\"plain\"}"), plain);
        assertEquals("application/json", header(plain, "content-type"));
        String binary = call("PUT /", "Content-Type: application/octet-stream\r\n", "\u0001\u00ff");
        assertTrue(binary.endsWith("|Af8=|true"), binary);
        assertTrue(call("GET /throw", "", "").startsWith("HTTP/1.1 502 "));
    }

    @Test
    void crossOriginAsConfigured() throws Exception {
        String page = "Origin: http://localhost:3000\r\n";
        String before = call("GET /plain", page, "");
        assertEquals("", header(before, "access-control-allow-origin"));

        lambda.updateFunctionUrlConfig(r -> r.functionName("f")
                .cors(Cors.builder()
                        .allowOrigins("http://localhost:3000")
                        .allowMethods("GET", "POST")
                        .allowHeaders("x-in")
                        .exposeHeaders("x-own")
                        .allowCredentials(true)
                        .maxAge(60)
                        .build()));
        String asked = call("OPTIONS /", page + "Access-Control-Request-Method: POST\r\n", "");
        assertTrue(asked.startsWith("HTTP/1.1 200 "), asked);
        assertEquals("http://localhost:3000", header(asked, "access-control-allow-origin"));
        assertEquals("GET,POST", header(asked, "access-control-allow-methods"));
        assertEquals("x-in", header(asked, "access-control-allow-headers"));
        assertEquals("true", header(asked, "access-control-allow-credentials"));
        assertEquals("60", header(asked, "access-control-max-age"));

        String answer = call("GET /x", page, "");
        assertTrue(answer.startsWith("HTTP/1.1 201 "), answer);
        assertEquals("http://localhost:3000", header(answer, "access-control-allow-origin"));
        assertEquals("x-own", header(answer, "access-control-expose-headers"));
        String other = call("GET /x", "Origin: http://localhost:4000\r\n", "");
        assertEquals("", header(other, "access-control-allow-origin"));
    }

    @Test
    void goesWithItsConfiguration() throws Exception {
        assertTrue(call("GET /plain", "", "").startsWith("HTTP/1.1 200 "));
        lambda.deleteFunctionUrlConfig(r -> r.functionName("f"));
        String gone = call("GET /plain", "", "");
        assertFalse(gone.startsWith("HTTP/1.1 200 "), gone);
    }
}
