package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeType;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.PartialReader;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.sigv4.SignedBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a REST request: the structure at the top from all over the HTTP message, what is in it from the body. */
final class RestRequestReader extends PartialReader {
    private final RestBody documents;
    private final Route route;
    private final Exchange exchange;
    private final Limits limits;

    RestRequestReader(RestBody documents, Route route, Exchange exchange, Limits limits) {
        this.documents = documents;
        this.route = route;
        this.exchange = exchange;
        this.limits = limits;
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        HttpBinding binding = schema.derived(HttpBinding.OF);
        TextShapeReader text = new TextShapeReader();
        for (Member member : binding.labels()) {
            String value = route.labels().get(HttpBinding.name(member));
            if (value != null) {
                members.read(builder, member, text.label(value));
            }
        }
        if (!binding.query().isEmpty()) {
            query(binding, builder, members, text);
        }
        headers(binding, builder, members, text);
        body(binding, schema, builder, members);
    }

    private <B> void query(HttpBinding binding, B builder, MemberReader<B> members, TextShapeReader text) {
        Parameters query = exchange.query();
        for (Member member : binding.query()) {
            if (member.schema().type() == ShapeType.MAP) {
                members.read(builder, member, text.entries(unbound(binding, query)));
                continue;
            }
            List<String> values = query.all(HttpBinding.name(member));
            boolean absent = values.isEmpty()
                    || values.get(0).isEmpty() && member.schema().type() != ShapeType.STRING;
            if (!absent) {
                members.read(builder, member, text.query(values));
            }
        }
    }

    private static Map<String, List<String>> unbound(HttpBinding binding, Parameters query) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        query.forEach((name, value) ->
                entries.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value));
        for (Member member : binding.query()) {
            entries.remove(HttpBinding.name(member));
        }
        return entries;
    }

    private <B> void headers(HttpBinding binding, B builder, MemberReader<B> members, TextShapeReader text) {
        Headers headers = SignedBody.headers(exchange);
        for (Member member : binding.headers()) {
            List<String> values = headers.all(HttpBinding.name(member));
            boolean absent = values.isEmpty()
                    || values.get(0).isEmpty() && member.schema().type() != ShapeType.STRING;
            if (!absent) {
                boolean list = member.schema().type() == ShapeType.LIST;
                members.read(builder, member, text.header(list ? TextShapeReader.split(values) : values));
            }
        }
        for (Member member : binding.prefixHeaders()) {
            String prefix = HttpBinding.name(member);
            Map<String, List<String>> entries = new LinkedHashMap<>();
            headers.forEach((name, value) -> {
                if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    String key = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
                    entries.merge(key, List.of(value), (a, b) -> List.of(a.get(0) + "," + b.get(0)));
                }
            });
            if (!entries.isEmpty()) {
                members.read(builder, member, text.entries(entries));
            }
        }
    }

    private <B> void body(HttpBinding binding, Schema schema, B builder, MemberReader<B> members) {
        Member payload = binding.payload();
        if (payload != null) {
            ShapeType type = payload.schema().type();
            if (type == ShapeType.STREAM) {
                members.read(builder, payload, new PayloadReader(SignedBody.of(exchange)));
                return;
            }
            byte[] bytes = SignedBody.bytes(exchange, limits.body());
            if (bytes.length == 0) {
                return;
            }
            if (type == ShapeType.BLOB || type == ShapeType.STRING) {
                members.read(builder, payload, new PayloadReader(bytes));
            } else {
                documents.read(bytes, reader -> {
                    members.read(builder, payload, reader);
                    return bytes;
                });
            }
        } else if (binding.body()) {
            byte[] bytes = SignedBody.bytes(exchange, limits.body());
            if (bytes.length > 0) {
                documents.read(bytes, reader -> {
                    reader.structure(schema, builder, members);
                    return bytes;
                });
            }
        }
    }

    Shape request() {
        return route.operation().reader().apply(this);
    }
}
