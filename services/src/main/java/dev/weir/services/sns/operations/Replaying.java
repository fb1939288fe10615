package dev.weir.services.sns.operations;

import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Publication;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tells a replayed message from the one that it repeats: an attribute. */
final class Replaying {
    private static final String MARK = "Replayed";

    private Replaying() {}

    static Publication marked(Publication publication) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(publication.attributes());
        attributes.put(MARK, new Attribute("String", "true", null));
        return new Publication(
                publication.message(),
                publication.perProtocol(),
                publication.subject(),
                attributes,
                publication.group(),
                publication.deduplicationId(),
                publication.authority(),
                publication.source());
    }
}
