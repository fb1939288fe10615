package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation at the end of a path.
 *
 * @param literals of the query string that a request must have, {@code name} or {@code name=value}
 * @param requiredQuery names of required parameters
 * @param requiredHeaders names of required headers
 */
record UriTarget(
        Operation operation,
        List<Label> labels,
        List<Literal> literals,
        List<String> requiredQuery,
        List<String> requiredHeaders) {
    /** SDKs name the operation in this parameter; others leave it out, so it decides only where it is there. */
    private static final String OPERATION_PARAMETER = "x-id";

    /** @param position of its segment within the path */
    record Label(String name, int position) {}

    /** @param value empty where any value does */
    record Literal(String name, String value) {
        boolean in(Parameters query) {
            String given = query.first(name);
            return given != null && (value.isEmpty() || value.equals(given));
        }
    }

    static UriTarget of(Operation operation, List<Label> labels, String queryPattern) {
        List<Literal> literals = new ArrayList<>();
        Parameters.parse(queryPattern).forEach((name, value) -> {
            if (!name.equals(OPERATION_PARAMETER)) {
                literals.add(new Literal(name, value));
            }
        });
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (Member member : operation.input().members()) {
            if (member.required()) {
                switch (member.traits().location()) {
                    case QUERY -> query.add(HttpBinding.name(member));
                    case HEADER -> headers.add(HttpBinding.name(member));
                    default -> {}
                }
            }
        }
        return new UriTarget(operation, List.copyOf(labels), literals, query, headers);
    }

    boolean fits(String method, Parameters query) {
        if (!operation.method().equals(method)) {
            return false;
        }
        for (Literal literal : literals) {
            if (!literal.in(query)) {
                return false;
            }
        }
        return true;
    }

    /** How well the operation suits a request that it fits. */
    int score(Parameters query, Headers headers) {
        int score = literals.size() * 10;
        for (String name : requiredQuery) {
            score += query.contains(name) ? 10 : -1000;
        }
        for (String name : requiredHeaders) {
            score += headers.contains(name) ? 10 : -1000;
        }
        return operation.name().equals(query.first(OPERATION_PARAMETER)) ? score + 10_000 : score;
    }
}
