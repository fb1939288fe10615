package dev.weir.wire.rest;

import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the members of a request's or result's structure are in an HTTP message. */
record HttpBinding(
        List<Member> labels,
        List<Member> query,
        List<Member> headers,
        List<Member> prefixHeaders,
        @Nullable Member payload,
        boolean body) {
    static final Derivation<HttpBinding> OF = new Derivation<>(HttpBinding::of);

    private static HttpBinding of(Schema schema) {
        List<Member> labels = new ArrayList<>();
        List<Member> query = new ArrayList<>();
        List<Member> headers = new ArrayList<>();
        List<Member> prefixHeaders = new ArrayList<>();
        Member payload = null;
        boolean body = false;
        for (Member member : schema.members()) {
            switch (member.traits().location()) {
                case URI -> labels.add(member);
                case QUERY -> query.add(member);
                case HEADER -> headers.add(member);
                case HEADERS -> prefixHeaders.add(member);
                case PAYLOAD -> payload = member;
                case BODY -> body = true;
                case STATUS -> {}
            }
        }
        return new HttpBinding(labels, query, headers, prefixHeaders, payload, body);
    }

    static String name(Member member) {
        String name = member.traits().locationName();
        return name == null ? member.name() : name;
    }
}
