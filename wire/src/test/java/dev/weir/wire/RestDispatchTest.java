package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.apigateway.ApiGatewayApi;
import dev.weir.api.apigatewayv2.ApiGatewayV2Api;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.InvocationRequest;
import dev.weir.api.lambda.InvocationResponse;
import dev.weir.api.lambda.InvokeResponseStreamUpdate;
import dev.weir.api.lambda.InvokeWithResponseStreamCompleteEvent;
import dev.weir.api.lambda.InvokeWithResponseStreamResponse;
import dev.weir.api.lambda.InvokeWithResponseStreamResponseEvent;
import dev.weir.api.lambda.LambdaApi;
import dev.weir.api.lambda.ResourceNotFoundException;
import dev.weir.api.s3.Bucket;
import dev.weir.api.s3.GetBucketLocationOutput;
import dev.weir.api.s3.GetObjectOutput;
import dev.weir.api.s3.ListBucketsOutput;
import dev.weir.api.s3.ListObjectsV2Request;
import dev.weir.api.s3.PutObjectOutput;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.api.s3.S3Api;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.MemoryExchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** restJson1 and restXml, from request to answer. */
class RestDispatchTest {
    private static Wire wire(Function<Shape, Shape> answer) {
        return new Wire()
                .with(LambdaApi.SCHEMA, answer)
                .with(ApiGatewayApi.SCHEMA, answer)
                .with(ApiGatewayV2Api.SCHEMA, answer)
                .with(S3Api.SCHEMA, answer);
    }

    private static String operation(Wire wire, String service) {
        Operation operation = wire.service(service).operation;
        return operation == null ? "" : operation.name();
    }

    private static String s3(String method, String target, String... headers) {
        Wire wire = wire(input -> PutObjectOutput.builder().build());
        wire.send(method, target, "", Wire.signed("s3", headers));
        return operation(wire, "s3");
    }

    @Test
    void bindsRequestAndAnswer() {
        Wire wire = wire(input -> InvocationResponse.builder()
                .statusCode(202)
                .functionError("Unhandled")
                .payload("{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build());
        MemoryExchange exchange = wire.send(
                "POST",
                "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af/invocations?Qualifier=live",
                "payload",
                Wire.signed("lambda", "x-amz-invocation-type", "Event"));
        assertEquals(202, exchange.status());
        assertEquals("{\"a\":1}", exchange.answerText());
        assertEquals("Unhandled", exchange.answerHeader("X-Amz-Function-Error"));
        assertEquals(Wire.REQUEST_ID, exchange.answerHeader("x-amzn-requestid"));
        InvocationRequest request = (InvocationRequest) wire.service("lambda").input;
        assertNotNull(request);
        assertEquals("arn:aws:lambda:eu-west-1:123456789012:function:f", request.functionName());
        assertEquals("Event", request.invocationType());
        assertEquals("live", request.qualifier());
        assertEquals("payload", new String(request.payload(), StandardCharsets.UTF_8));
    }

    @Test
    void streamsEvents() {
        Wire wire = wire(input -> InvokeWithResponseStreamResponse.builder()
                .statusCode(200)
                .eventStream(events -> {
                    events.accept(InvokeWithResponseStreamResponseEvent.builder()
                            .payloadChunk(InvokeResponseStreamUpdate.builder()
                                    .payload("part".getBytes(StandardCharsets.UTF_8))
                                    .build())
                            .build());
                    events.accept(InvokeWithResponseStreamResponseEvent.builder()
                            .invokeComplete(InvokeWithResponseStreamCompleteEvent.builder()
                                    .errorCode("Unhandled")
                                    .build())
                            .build());
                })
                .build());
        MemoryExchange exchange =
                wire.send("POST", "/2021-11-15/functions/f/response-streaming-invocations", "", Wire.signed("lambda"));
        assertEquals("application/vnd.amazon.eventstream", exchange.answerHeader("Content-Type"));
        String text = new String(exchange.answer(), StandardCharsets.ISO_8859_1);
        assertTrue(text.indexOf("PayloadChunk") < text.indexOf("application/octet-streampart"), text);
        assertTrue(text.indexOf("InvokeComplete") < text.indexOf("{\"ErrorCode\":\"Unhandled\"}"), text);
    }

    @Test
    void writesBodies() {
        Wire wire = wire(input ->
                FunctionConfiguration.builder().functionName("f").timeout(3).build());
        MemoryExchange exchange = wire.send("GET", "/2015-03-31/functions/f/configuration", "", Wire.signed("lambda"));
        assertEquals(200, exchange.status());
        assertEquals("{\"FunctionName\":\"f\",\"Timeout\":3}", exchange.answerText());
        assertEquals("application/json", exchange.answerHeader("Content-Type"));
    }

    @Test
    void tellsServicesOfOneSigningNameApartByPath() {
        Wire wire = wire(input -> input);
        wire.send("GET", "/restapis/abc", "", Wire.signed("apigateway"));
        assertEquals("GetRestApi", operation(wire, "apigateway"));
        wire.send("GET", "/v2/apis/abc", "", Wire.signed("apigateway"));
        assertEquals("GetApi", operation(wire, "apigatewayv2"));
        Wire unsigned = wire(input -> input);
        unsigned.send("GET", "/2015-03-31/functions/f", "", "Host", "localhost");
        assertEquals("GetFunction", operation(unsigned, "lambda"));
    }

    @Test
    void answersErrors() {
        Wire wire = wire(input -> {
            throw new ResourceNotFoundException("Function not found: f");
        });
        MemoryExchange exchange = wire.send("GET", "/2015-03-31/functions/f", "", Wire.signed("lambda"));
        assertEquals(404, exchange.status());
        assertEquals("ResourceNotFoundException", exchange.answerHeader("x-amzn-ErrorType"));
        assertEquals("{\"Type\":\"User\",\"Message\":\"Function not found: f\"}", exchange.answerText());
        MemoryExchange unknown = wire.send("GET", "/2015-03-31/nothing", "", Wire.signed("lambda"));
        assertEquals(404, unknown.status());
        assertEquals("UnknownOperationException", unknown.answerHeader("x-amzn-ErrorType"));
        MemoryExchange service = wire.send("GET", "/clusters", "", Wire.signed("eks"));
        assertTrue(service.answerText().contains("eks"), service::answerText);
        MemoryExchange bucket =
                new Wire().with(LambdaApi.SCHEMA, input -> input).send("GET", "/b", "", Wire.signed("s3"));
        assertTrue(bucket.answerText().contains("<Message>weir has no service for s3</Message>"), bucket::answerText);
    }

    @Test
    void refusesMalformedRequests() {
        Wire wire = wire(input -> input);
        MemoryExchange number = wire.send(
                "POST", "/restapis", "{\"name\":5}", Wire.signed("apigateway", "Content-Type", "application/json"));
        assertEquals(400, number.status());
        assertEquals("SerializationException", number.answerHeader("x-amzn-ErrorType"));
        assertEquals(
                "{\"Message\":\"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an"
                        + " String\"}",
                number.answerText());
        MemoryExchange broken = wire.send("POST", "/restapis", "{", Wire.signed("apigateway"));
        assertEquals("SerializationException", broken.answerHeader("x-amzn-ErrorType"));
        MemoryExchange query = wire.send("GET", "/restapis?limit=x", "", Wire.signed("apigateway"));
        assertEquals("SerializationException", query.answerHeader("x-amzn-ErrorType"));
        for (String body : List.of(
                "<a>",
                "x",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Delete><Object><Key>&e;</Key></Object></Delete>",
                "<a>".repeat(300))) {
            MemoryExchange xml = wire.send("POST", "/b?delete", body, Wire.signed("s3"));
            assertEquals(400, xml.status(), body);
            assertTrue(
                    xml.answerText()
                            .contains("<Error><Code>MalformedXML</Code><Message>The XML you provided was not"
                                    + " well-formed or did not validate against our published schema</Message>"),
                    xml::answerText);
        }
        assertEquals(List.of(), wire.defects);
    }

    @Test
    void checksAgainstTheModel() {
        Wire wire = wire(input -> input);
        MemoryExchange types = wire.send(
                "POST",
                "/restapis",
                "{\"name\":\"a\",\"endpointConfiguration\":{\"types\":[\"wrong\"],\"ipAddressType\":\"wrong\"}}",
                Wire.signed("apigateway"));
        assertEquals(
                "{\"message\":\"2 validation errors detected: Value '[wrong]' at"
                        + " 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must"
                        + " satisfy constraint: [Member must satisfy enum value set: [REGIONAL, EDGE, PRIVATE]]; Value"
                        + " 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [ipv4, dualstack]\"}",
                types.answerText());
        MemoryExchange patch = wire.send(
                "PATCH",
                "/restapis/a/resources/b/methods/GET/responses/wrong",
                "{\"patchOperations\":[{\"op\":\"wrong_op\",\"path\":\"/\",\"value\":\"x\"}]}",
                Wire.signed("apigateway"));
        assertTrue(
                patch.answerText()
                        .contains("Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op'"),
                patch::answerText);
        assertTrue(
                patch.answerText()
                        .contains(
                                "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular"
                                        + " expression pattern: [1-5]"),
                patch::answerText);
    }

    @Test
    void routesS3() {
        assertEquals("ListBuckets", s3("GET", "/"));
        assertEquals("ListBuckets", s3("GET", "/?x-id=ListBuckets"));
        assertEquals("CreateBucket", s3("PUT", "/b"));
        assertEquals("HeadBucket", s3("HEAD", "/b/"));
        assertEquals("ListObjects", s3("GET", "/b"));
        assertEquals("ListObjectsV2", s3("GET", "/b?list-type=2&prefix=a"));
        assertEquals("GetBucketVersioning", s3("GET", "/b?versioning"));
        assertEquals("GetBucketLocation", s3("GET", "/b/?location"));
        assertEquals("PutBucketNotificationConfiguration", s3("PUT", "/b?notification"));
        assertEquals("DeleteObjects", s3("POST", "/b?delete"));
        assertEquals("GetObject", s3("GET", "/b/a/b/c.txt"));
        assertEquals("GetObject", s3("GET", "/b/k?x-id=GetObject&versionId=3"));
        assertEquals("PutObject", s3("PUT", "/b/k"));
        assertEquals("CopyObject", s3("PUT", "/b/k", "x-amz-copy-source", "/b/other"));
        assertEquals("UploadPart", s3("PUT", "/b/k?partNumber=1&uploadId=u"));
        assertEquals("UploadPartCopy", s3("PUT", "/b/k?partNumber=1&uploadId=u", "x-amz-copy-source", "/b/o"));
        assertEquals("CreateMultipartUpload", s3("POST", "/b/k?uploads"));
        assertEquals("CompleteMultipartUpload", s3("POST", "/b/k?uploadId=u"));
        assertEquals("AbortMultipartUpload", s3("DELETE", "/b/k?uploadId=u"));
        assertEquals("DeleteObject", s3("DELETE", "/b/k"));
        assertEquals("ListParts", s3("GET", "/b/k?uploadId=u"));
        assertEquals("GetObjectTagging", s3("GET", "/b/k?tagging"));
        assertEquals("HeadObject", s3("HEAD", "/b/k/"));
    }

    @Test
    void readsObjects() {
        Wire wire = wire(input -> PutObjectOutput.builder().eTag("\"e\"").build());
        MemoryExchange exchange = wire.send(
                "PUT",
                "/a%20b//x",
                "3;chunk-signature=0\r\nabc\r\n0;chunk-signature=0\r\n\r\n",
                Wire.signed(
                        "s3",
                        "Content-Type",
                        "text/plain",
                        "x-amz-meta-Color",
                        "red",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "x-amz-decoded-content-length",
                        "3"));
        assertEquals(200, exchange.status(), exchange::answerText);
        assertEquals("\"e\"", exchange.answerHeader("ETag"));
        assertEquals("", exchange.answerText());
        PutObjectRequest request = (PutObjectRequest) wire.service("s3").input;
        assertNotNull(request);
        assertEquals("a b", request.bucket());
        assertEquals("/x", request.key());
        assertEquals(Map.of("color", "red"), request.metadata());
        assertEquals("text/plain", request.contentType());
        Body body = request.body();
        assertNotNull(body);
        assertEquals(3, body.length());
    }

    @Test
    void takesHeadersOutOfPresignedUrls() {
        Wire wire = wire(input -> PutObjectOutput.builder().build());
        wire.send(
                "PUT",
                "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20260101%2Feu-west-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20270115T080000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Date=20270115T075900Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=00&x-amz-meta-color=red&x-amz-checksum-crc32=AAAAAA%3D%3D",
                "content",
                "Host",
                "localhost");
        PutObjectRequest request = (PutObjectRequest) wire.service("s3").input;
        assertNotNull(request);
        assertEquals(Map.of("color", "red"), request.metadata());
        assertNull(request.checksumCRC32());
    }

    @Test
    void refusesPresignedUrlsThatHaveExpiredOrDoNotSayWhenTheyWould() {
        Wire wire = wire(input -> GetObjectOutput.builder().build());
        String url =
                "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20270115%2Feu-west-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20270115T075900Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
        // The clock stands at eight: one minute after the date.
        assertEquals(
                200,
                wire.send("GET", url + "&X-Amz-Expires=60", "", "Host", "localhost")
                        .status());
        MemoryExchange late = wire.send("GET", url + "&X-Amz-Expires=59", "", "Host", "localhost");
        assertEquals(403, late.status());
        assertTrue(
                late.answerText().contains("<Code>AccessDenied</Code><Message>Request has expired</Message>"),
                late.answerText());
        MemoryExchange never = wire.send("GET", url, "", "Host", "localhost");
        assertEquals(400, never.status());
        assertTrue(never.answerText().contains("<Code>AuthorizationQueryParametersError</Code>"), never.answerText());
    }

    @Test
    void comparesDocumentsWithTheirChecksums() {
        Wire wire = wire(input -> PutObjectOutput.builder().build());
        MemoryExchange exchange =
                wire.send("POST", "/b?delete", "<Delete/>", Wire.signed("s3", "x-amz-checksum-crc32", "AAAAAA=="));
        assertTrue(exchange.answerText().contains("<Code>BadDigest</Code>"), exchange::answerText);
    }

    @Test
    void writesObjects() {
        Wire wire = wire(input -> GetObjectOutput.builder()
                .body(Body.of("content".getBytes(StandardCharsets.UTF_8)))
                .contentType("text/html")
                .contentLength(7L)
                .lastModified(Instant.parse("2026-01-02T03:04:05Z"))
                .metadata(Map.of("a", "b"))
                .build());
        MemoryExchange exchange = wire.send("GET", "/k", "", "Host", "bucket.s3.eu-west-1.amazonaws.com");
        assertEquals("content", exchange.answerText());
        assertEquals("text/html", exchange.answerHeader("Content-Type"));
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", exchange.answerHeader("Last-Modified"));
        assertEquals("b", exchange.answerHeader("x-amz-meta-a"));
        assertEquals(Wire.REQUEST_ID, exchange.answerHeader("x-amz-request-id"));
    }

    @Test
    void takesBucketsFromHosts() {
        for (String host : List.of(
                "my.bucket.s3.amazonaws.com",
                "my.bucket.s3.localhost:4566",
                "my.bucket.s3.us-east-1.localhost.localstack.cloud")) {
            Wire wire = wire(input -> PutObjectOutput.builder().build());
            wire.send("GET", "/?list-type=2", "", "Host", host);
            ListObjectsV2Request request = (ListObjectsV2Request) wire.service("s3").input;
            assertNotNull(request, host);
            assertEquals("my.bucket", request.bucket());
        }
    }

    @Test
    void writesDocuments() {
        Wire buckets = wire(input -> ListBucketsOutput.builder()
                .buckets(List.of(Bucket.builder()
                        .name("b")
                        .creationDate(Instant.parse("2026-01-02T03:04:05Z"))
                        .build()))
                .build());
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Buckets><Bucket>"
                        + "<CreationDate>2026-01-02T03:04:05Z</CreationDate><Name>b</Name></Bucket></Buckets>"
                        + "</ListAllMyBucketsResult>",
                buckets.send("GET", "/", "", Wire.signed("s3"))
                        .answerText()
                        .replace(
                                "<Name>b</Name><CreationDate>2026-01-02T03:04:05Z</CreationDate>",
                                "<CreationDate>2026-01-02T03:04:05Z</CreationDate><Name>b</Name>"));
        Wire location = wire(input -> GetBucketLocationOutput.builder()
                .locationConstraint("eu-west-1")
                .build());
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1"
                        + "</LocationConstraint>",
                location.send("GET", "/b?location", "", Wire.signed("s3")).answerText());
    }

    @Test
    void answersS3Errors() {
        Wire wire = wire(input -> {
            throw new AwsException("NoSuchBucket", 404, "The specified bucket does not exist");
        });
        MemoryExchange exchange = wire.send("GET", "/b", "", Wire.signed("s3"));
        assertEquals(404, exchange.status());
        String text = exchange.answerText();
        assertTrue(
                text.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code>"
                        + "<Message>The specified bucket does not exist</Message><RequestId>" + Wire.REQUEST_ID
                        + "</RequestId><HostId>"),
                text);
        MemoryExchange head = wire.send("HEAD", "/b", "", Wire.signed("s3"));
        assertEquals(404, head.status());
        assertEquals("", head.answerText());
        MemoryExchange method = wire.send("PATCH", "/b", "", Wire.signed("s3"));
        assertEquals(405, method.status());
        assertTrue(method.answerText().contains("MethodNotAllowed"), method::answerText);
    }
}
