package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.protocol.Route;
import java.util.function.Consumer;
import java.util.function.Function;

/** The documents in the bodies of a REST protocol: JSON or XML. */
interface RestBody {
    String contentType();

    /** Reads a document that is not empty. */
    <T> T read(byte[] document, Function<ShapeReader, T> body);

    /** Writes the members of {@code output} that {@code members} asks for, one by one. */
    byte[] members(Route route, Shape output, Consumer<ShapeWriter> members);

    /** Writes the shape that is the whole body. */
    byte[] payload(Member member, Shape shape, String namespace);
}
