package dev.weir.wire.rest;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import dev.weir.wire.xml.XmlOutput;
import dev.weir.wire.xml.XmlShapeWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** restXml, with S3's errors, which have no wrapper. Source: Smithy documentation, "AWS restXml protocol". */
public final class RestXmlProtocol implements WireProtocol {
    private final XmlRestBody documents = new XmlRestBody();

    @Override
    public Shape read(Route route, Exchange exchange, Limits limits) {
        return new RestRequestReader(documents, route, exchange, limits).request();
    }

    @Override
    public Answer result(Route route, Shape output, String requestId) {
        return new RestResponseWriter(headers(requestId), documents, route).answer(output);
    }

    @Override
    public Answer error(Origin origin, AwsException error, String requestId) {
        Headers headers = headers(requestId);
        if (origin.head()) {
            return Answer.empty(error.status(), headers);
        }
        XmlOutput xml = new XmlOutput().declaration();
        xml.start("Error");
        xml.element("Code", code(error)).element("Message", message(error));
        Shape detail = error.detail();
        if (detail != null) {
            new XmlShapeWriter(xml).members(detail);
        }
        xml.element("RequestId", requestId).element("HostId", hostId(requestId)).end("Error");
        return Answer.of(error.status(), headers.add("Content-Type", "application/xml"), xml.bytes());
    }

    private static String code(AwsException error) {
        return switch (error.code()) {
            case "SerializationException" -> "MalformedXML";
            case "InternalFailure" -> "InternalError";
            default -> error.code();
        };
    }

    private static String message(AwsException error) {
        return error.code().equals("SerializationException")
                ? "The XML you provided was not well-formed or did not validate against our published schema"
                : error.getMessage();
    }

    private static Headers headers(String requestId) {
        return new Headers().add("x-amz-request-id", requestId).add("x-amz-id-2", hostId(requestId));
    }

    /** AWS's is opaque; this one follows from the request's id, so that a run can be repeated. */
    private static String hostId(String requestId) {
        return Base64.getEncoder().encodeToString(("weir-" + requestId).getBytes(StandardCharsets.UTF_8));
    }
}
