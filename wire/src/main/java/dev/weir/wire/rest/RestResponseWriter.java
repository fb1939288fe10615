package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.Location;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.events.EventAnswer;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Headers;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a REST result: headers, status and payload here; members of the body in a second pass, as a document. */
final class RestResponseWriter implements ShapeWriter {
    private final Headers headers;
    private final RestBody documents;
    private final Route route;
    private int status;
    private byte[] bytes = new byte[0];
    private @Nullable Body stream;
    private @Nullable EventStream<? extends Shape> events;
    private @Nullable String contentType;

    RestResponseWriter(Headers headers, RestBody documents, Route route) {
        this.headers = headers;
        this.documents = documents;
        this.route = route;
        this.status = route.operation().status();
    }

    Answer answer(Shape output) {
        HttpBinding binding = output.schema().derived(HttpBinding.OF);
        output.write(this);
        if (binding.body() && binding.payload() == null) {
            bytes = documents.members(route, output, members -> output.write(new BodyMembers(members)));
            contentType = documents.contentType();
        }
        if (headers.contains("Content-Range") && status == 200) {
            status = 206;
        }
        if (contentType != null) {
            headers.addIfAbsent("Content-Type", contentType);
        }
        EventStream<? extends Shape> sequence = events;
        if (sequence != null) {
            return EventAnswer.of(
                    status,
                    headers,
                    null,
                    sequence,
                    documents.contentType(),
                    event -> documents.members(route, event, event::write));
        }
        Body body = stream;
        return body == null ? Answer.of(status, headers, bytes) : Answer.of(status, headers, body);
    }

    private static String quote(String element) {
        boolean plain = element.indexOf(',') < 0 && element.indexOf('"') < 0;
        return plain ? element : '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void text(Member member, String value) {
        switch (member.traits().location()) {
            case HEADER -> headers.add(HttpBinding.name(member), value);
            case STATUS -> status = Integer.parseInt(value);
            case PAYLOAD -> payload(value.getBytes(StandardCharsets.UTF_8), "text/plain");
            case BODY, URI, QUERY, HEADERS -> {}
        }
    }

    private void payload(byte[] content, String type) {
        bytes = content;
        contentType = type;
    }

    @Override
    public void structure(Member member, Shape value) {
        if (member.traits().location() == Location.PAYLOAD) {
            payload(documents.payload(member, value, route.service().xmlNamespace()), documents.contentType());
        }
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        if (member.traits().location() == Location.HEADER && !values.isEmpty()) {
            TextCollector texts = new TextCollector(TimestampFormat.RFC_822);
            Member target = member.schema().element();
            StringBuilder joined = new StringBuilder();
            for (T value : values) {
                element.write(texts, target, value);
                joined.append(joined.isEmpty() ? "" : ", ").append(quote(texts.take()));
            }
            headers.add(HttpBinding.name(member), joined.toString());
        }
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        if (member.traits().location() == Location.HEADERS) {
            TextCollector texts = new TextCollector(TimestampFormat.RFC_822);
            String prefix = HttpBinding.name(member);
            values.forEach((key, each) -> {
                value.write(texts, member.schema().value(), each);
                headers.add(prefix + key, texts.take());
            });
        }
    }

    @Override
    public void string(Member member, String value) {
        text(member, value);
    }

    @Override
    public void integer(Member member, int value) {
        text(member, Integer.toString(value));
    }

    @Override
    public void longInteger(Member member, long value) {
        text(member, Long.toString(value));
    }

    @Override
    public void floating(Member member, float value) {
        text(member, Float.toString(value));
    }

    @Override
    public void doubleFloating(Member member, double value) {
        text(member, Double.toString(value));
    }

    @Override
    public void bool(Member member, boolean value) {
        text(member, Boolean.toString(value));
    }

    @Override
    public void blob(Member member, byte[] value) {
        if (member.traits().location() == Location.PAYLOAD) {
            payload(value, "application/octet-stream");
        }
    }

    @Override
    public void timestamp(Member member, Instant value) {
        if (member.traits().location() == Location.HEADER) {
            text(member, Timestamps.write(value, Timestamps.format(member, TimestampFormat.RFC_822)));
        }
    }

    @Override
    public void stream(Member member, Body value) {
        stream = value;
        contentType = "application/octet-stream";
    }

    @Override
    public void events(Member member, EventStream<? extends Shape> value) {
        events = value;
    }
}
