package dev.weir.services.sns.operations;

import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.FilterPolicy;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.state.Subscriber;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** One message held against many filter policies; what they look at is made once. */
final class Filtering {
    private final Publication publication;
    private @Nullable Map<String, List<JsonNode>> attributes;
    private @Nullable JsonNode body;

    Filtering(Publication publication) {
        this.publication = publication;
    }

    /** Why the subscriber does not want the message; empty where it does. */
    Optional<String> refusal(Subscriber subscriber) {
        if (subscriber.filter().isEmpty()) {
            return Optional.empty();
        }
        FilterPolicy filter = subscriber.filter().get();
        return (subscriber.onBody() ? filter.mismatch(body()) : filter.mismatch(attributes()))
                .map(mismatch -> "filter policy: " + mismatch);
    }

    private JsonNode body() {
        JsonNode known = body;
        if (known == null) {
            try {
                known = JsonMapper.shared().readTree(publication.message());
            } catch (JacksonException e) {
                known = NullNode.getInstance();
            }
            body = known;
        }
        return known;
    }

    private Map<String, List<JsonNode>> attributes() {
        Map<String, List<JsonNode>> known = attributes;
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<String, Attribute> entry : publication.attributes().entrySet()) {
                known.put(entry.getKey(), values(entry.getValue()));
            }
            attributes = known;
        }
        return known;
    }

    private static List<JsonNode> values(Attribute attribute) {
        String text = attribute.text() == null ? "" : attribute.text();
        if (attribute.type().equals("String.Array")) {
            try {
                JsonNode array = JsonMapper.shared().readTree(text);
                return array.isArray() ? List.copyOf(array.values()) : List.of(array);
            } catch (JacksonException e) {
                return List.of(StringNode.valueOf(text));
            }
        }
        if (attribute.type().startsWith("Number")) {
            try {
                return List.of(DecimalNode.valueOf(new BigDecimal(text.trim())));
            } catch (NumberFormatException e) {
                return List.of(StringNode.valueOf(text));
            }
        }
        return List.of(StringNode.valueOf(text));
    }
}
