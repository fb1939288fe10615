package dev.weir.wire.query;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import dev.weir.wire.xml.XmlOutput;
import dev.weir.wire.xml.XmlShapeWriter;

/** awsQuery. Source: Smithy documentation, "AWS query protocol". */
public final class AwsQueryProtocol implements WireProtocol {
    private static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";
    private static final String QUEUE_URL = "QueueUrl";

    @Override
    public Shape read(Route route, Exchange exchange, Limits limits) {
        return route.operation().reader().apply(new QueryShapeReader(form(route, exchange)));
    }

    /** Older clients of SQS leave the queue's URL out and send the request to it. */
    private static Parameters form(Route route, Exchange exchange) {
        boolean toQueue = exchange.path().length() > 1
                && route.operation().input().member(QUEUE_URL) != null
                && !route.form().contains(QUEUE_URL);
        return toQueue
                ? route.form().with(QUEUE_URL, "http://" + exchange.authority() + exchange.path())
                : route.form();
    }

    @Override
    public Answer result(Route route, Shape output, String requestId) {
        String name = route.operation().name();
        XmlOutput xml = new XmlOutput();
        xml.start(name + "Response").namespace(route.service().xmlNamespace());
        // Clients look for the wrapper of an empty result too; of an operation without one they look for nothing.
        xml.start(name + "Result");
        new XmlShapeWriter(xml).members(output);
        xml.end(name + "Result");
        xml.start("ResponseMetadata").element("RequestId", requestId).end("ResponseMetadata");
        xml.end(name + "Response");
        return Answer.of(route.operation().status(), headers(requestId), xml.bytes());
    }

    @Override
    public Answer error(Origin origin, AwsException error, String requestId) {
        XmlOutput xml = new XmlOutput();
        xml.start("ErrorResponse").namespace(origin.xmlNamespace().isEmpty() ? FAULT_NAMESPACE : origin.xmlNamespace());
        xml.start("Error");
        xml.element("Type", error.senderFault() ? "Sender" : "Receiver");
        xml.element("Code", code(error));
        xml.element("Message", error.queryMessage());
        Shape detail = error.detail();
        if (detail != null) {
            new XmlShapeWriter(xml).members(detail);
        }
        xml.end("Error");
        xml.element("RequestId", requestId);
        xml.end("ErrorResponse");
        return Answer.of(error.status(), headers(requestId), xml.bytes());
    }

    private static String code(AwsException error) {
        String code = error.queryCode();
        return switch (code) {
            case "SerializationException" -> "MalformedInput";
            case "UnknownOperationException" -> "InvalidAction";
            default -> code;
        };
    }

    private static Headers headers(String requestId) {
        return new Headers().add("x-amzn-RequestId", requestId).add("Content-Type", "text/xml");
    }
}
