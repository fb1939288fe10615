package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.xml.XmlOutput;
import dev.weir.wire.xml.XmlShapeReader;
import dev.weir.wire.xml.XmlShapeWriter;
import java.util.function.Consumer;
import java.util.function.Function;

/** restXml's documents. */
final class XmlRestBody implements RestBody {
    @Override
    public String contentType() {
        return "application/xml";
    }

    @Override
    public <T> T read(byte[] document, Function<ShapeReader, T> body) {
        return body.apply(XmlShapeReader.of(document, Limits.DEFAULT.depth()));
    }

    @Override
    public byte[] members(Route route, Shape output, Consumer<ShapeWriter> members) {
        String operation = route.operation().name();
        String root = output.schema().root();
        XmlOutput xml = new XmlOutput().declaration();
        xml.start(root).namespace(route.service().xmlNamespace());
        XmlShapeWriter writer = new XmlShapeWriter(xml);
        writer.begin(output.schema());
        if (operation.equals("GetBucketLocation")) {
            writer.unwrapped();
        }
        members.accept(writer);
        return xml.end(root).bytes();
    }

    @Override
    public byte[] payload(Member member, Shape shape, String namespace) {
        String own = member.traits().xmlName();
        String root = own == null ? shape.schema().root() : own;
        XmlOutput xml = new XmlOutput().declaration();
        new XmlShapeWriter(xml).root(root, namespace, shape);
        return xml.bytes();
    }
}
