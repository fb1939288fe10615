package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document of more than 70 MB is refused by what its header says, in the protocol's own form. */
@ExtendWith(WeirExtension.class)
class TooLargeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | Content-Type: application/x-amz-json-1.0~X-Amz-Target: DynamoDB_20120810.PutItem | \"__type\":\"",
                "/ | Content-Type: application/x-www-form-urlencoded~Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0 | <Code>RequestEntityTooLargeException</Code>",
                "/2015-03-31/functions | Content-Type: application/json~Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0 | Request must be smaller than",
            })
    void inItsProtocolsForm(String path, String headers, String sign, WeirServer weir) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost:" + weir.port() + "\r\n"
                + headers.strip().replace("~", "\r\n") + "\r\nContent-Length: 80000000\r\n\r\n";
        try (RawHttp http = new RawHttp(weir.port())) {
            String answer = http.send(head).answer();
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            assertTrue(answer.contains(sign), answer);
        }
    }
}
