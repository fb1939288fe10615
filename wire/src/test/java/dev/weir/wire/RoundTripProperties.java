package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.cbor.CborShapeReader;
import dev.weir.wire.cbor.CborShapeWriter;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.MemoryExchange;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.json.JsonShapeReader;
import dev.weir.wire.json.JsonShapeWriter;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import dev.weir.wire.query.QueryShapeReader;
import dev.weir.wire.rest.RestJsonProtocol;
import dev.weir.wire.rest.RestXmlProtocol;
import dev.weir.wire.xml.XmlOutput;
import dev.weir.wire.xml.XmlShapeReader;
import dev.weir.wire.xml.XmlShapeWriter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read, in every protocol. */
class RoundTripProperties {
    @Provide
    Arbitrary<Dynamic> documents() {
        return Values.of(Samples.ALL);
    }

    @Provide
    Arbitrary<Dynamic> documentsWithAttribute() {
        return Values.of(Samples.WITH_ATTRIBUTE);
    }

    @Provide
    Arbitrary<Dynamic> messages() {
        return Values.of(Samples.BOUND).filter(RoundTripProperties::fitForHeaders);
    }

    private static boolean fitForHeaders(Dynamic message) {
        boolean keys = !(message.get("Meta") instanceof Map<?, ?> meta)
                || meta.keySet().stream().allMatch(key -> key.toString().matches("[a-z]+"))
                        && meta.values().stream().allMatch(RoundTripProperties::plain);
        Object token = message.get("Token");
        boolean tags = !(message.get("Tags") instanceof List<?> list)
                || list.stream().allMatch(tag -> plain(tag) || tag.equals("\"quoted, text\""));
        return keys && (token == null || plain(token)) && tags;
    }

    private static boolean plain(Object value) {
        return value.toString().matches("[\\x21-\\x7e&&[^\\\\]]+");
    }

    @Property(tries = 200)
    void json(@ForAll("documents") Dynamic document) {
        for (JsonStyle style : List.of(JsonStyle.RPC, JsonStyle.REST)) {
            byte[] bytes = JsonShapeWriter.write(style, json -> json.root(document));
            assertEquals(document, JsonShapeReader.read(bytes, style, reader -> Dynamic.read(Samples.ALL, reader)));
        }
    }

    @Property(tries = 200)
    void cbor(@ForAll("documents") Dynamic document) {
        for (boolean milliseconds : new boolean[] {false, true}) {
            byte[] bytes = CborShapeWriter.write(milliseconds, cbor -> cbor.root(document));
            assertEquals(
                    document, CborShapeReader.read(bytes, milliseconds, reader -> Dynamic.read(Samples.ALL, reader)));
        }
    }

    @Property(tries = 200)
    void xml(@ForAll("documentsWithAttribute") Dynamic document) {
        XmlOutput out = new XmlOutput().declaration();
        new XmlShapeWriter(out).root("All", "http://example.com/", document);
        assertEquals(document, Dynamic.read(Samples.WITH_ATTRIBUTE, XmlShapeReader.of(out.bytes(), 50)), out::toString);
    }

    @Property(tries = 200)
    void query(@ForAll("documents") Dynamic document) {
        String form = FormWriter.write(document);
        assertEquals(document, Dynamic.read(Samples.ALL, new QueryShapeReader(Parameters.parse(form))), () -> form);
    }

    @Property(tries = 200)
    void restJson(@ForAll("messages") Dynamic message) {
        overHttp(new RestJsonProtocol(), Protocol.REST_JSON_1, message);
    }

    @Property(tries = 200)
    void restXml(@ForAll("messages") Dynamic message) {
        overHttp(new RestXmlProtocol(), Protocol.REST_XML, message);
    }

    private static void overHttp(WireProtocol protocol, Protocol id, Dynamic message) {
        Schema schema = Samples.BOUND;
        Operation operation = new Operation(
                "Send", "POST", "/send", 200, schema, schema, reader -> Dynamic.read(schema, reader), "", List.of());
        ServiceSchema service =
                new ServiceSchema("test", "Test", "test", "test", "", "1", "", List.of(id), false, List.of(operation));
        Route route = Route.rpc(service, operation, id);
        Answer answer = protocol.result(route, message, "id");
        MemoryExchange exchange = new MemoryExchange("POST", "/send", answer.headers(), answer.bytes());
        assertEquals(message.values(), ((Dynamic) protocol.read(route, exchange, Limits.DEFAULT)).values());
    }
}
