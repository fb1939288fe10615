package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.json.JsonShapeReader;
import dev.weir.wire.json.JsonShapeWriter;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.protocol.Route;
import java.util.function.Consumer;
import java.util.function.Function;

/** restJson1's documents. */
final class JsonRestBody implements RestBody {
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public <T> T read(byte[] document, Function<ShapeReader, T> body) {
        return JsonShapeReader.read(document, JsonStyle.REST, body);
    }

    @Override
    public byte[] members(Route route, Shape output, Consumer<ShapeWriter> members) {
        return JsonShapeWriter.write(JsonStyle.REST, json -> {
            json.begin(output);
            members.accept(json);
            json.end();
        });
    }

    @Override
    public byte[] payload(Member member, Shape shape, String namespace) {
        return JsonShapeWriter.write(JsonStyle.REST, json -> json.root(shape));
    }
}
