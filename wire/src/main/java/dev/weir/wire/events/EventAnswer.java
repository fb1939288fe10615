package dev.weir.wire.events;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Headers;
import dev.weir.wire.protocol.PartialWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers whose body is a sequence of events, sent as they come. */
public final class EventAnswer {
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private EventAnswer() {}

    /**
     * @param initial the document of the initial response, which RPC protocols send as the first event; null: none
     * @param documentType the content type of documents
     * @param document the bytes of an event's structure
     */
    public static Answer of(
            int status,
            Headers headers,
            byte @Nullable [] initial,
            EventStream<? extends Shape> events,
            String documentType,
            Function<Shape, byte[]> document) {
        headers.addIfAbsent("Content-Type", CONTENT_TYPE);
        return Answer.written(status, headers, out -> {
            if (initial != null) {
                send(out, "event", "initial-response", documentType, initial);
            }
            try {
                events.forEach(event -> event.write(new Sender(out, documentType, document)));
            } catch (AwsException e) {
                Shape detail = e.detail();
                send(out, "exception", e.code(), documentType, detail == null ? new byte[0] : document.apply(detail));
            }
        });
    }

    /** @param type {@code event} or {@code exception} */
    private static void send(OutputStream out, String type, String name, String contentType, byte[] payload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":message-type", type);
        headers.put(":" + type + "-type", name);
        headers.put(":content-type", contentType);
        try {
            out.write(EventFrame.encode(headers, payload));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the caller is gone", e);
        }
    }

    /** Sends the one member of the union that is set. */
    private static final class Sender extends PartialWriter {
        private final OutputStream out;
        private final String documentType;
        private final Function<Shape, byte[]> document;

        Sender(OutputStream out, String documentType, Function<Shape, byte[]> document) {
            this.out = out;
            this.documentType = documentType;
            this.document = document;
        }

        @Override
        public void structure(Member member, Shape value) {
            boolean plain = value.schema().members().stream()
                    .anyMatch(each -> each.traits().location() == Member.Location.PAYLOAD);
            if (plain) {
                value.write(new PartialWriter() {
                    @Override
                    public void blob(Member payload, byte[] bytes) {
                        send(out, "event", member.name(), "application/octet-stream", bytes);
                    }
                });
            } else {
                send(out, "event", member.name(), documentType, document.apply(value));
            }
        }
    }
}
