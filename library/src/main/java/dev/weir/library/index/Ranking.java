package dev.weir.library.index;

import dev.weir.library.page.Kind;
import dev.weir.library.source.Service;
import dev.weir.library.source.ServiceTable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What counts how much. Every number here is judged by the questions in the tests. */
final class Ranking {
    /** A term found in several fields of one document counts by its best, and this much by the others. */
    static final float TIE = 0.2f;

    /** How much the best passage of a page counts, against the page as a whole. */
    static final double PASSAGE = 1.0;

    static final Map<String, Float> PAGE_FIELDS =
            Map.of(Fields.NAME, 2.5f, Fields.WORDS, 1.0f, Fields.HEADING, 1.0f, Fields.LEAD, 1.0f, Fields.TEXT, 1.0f);

    static final Map<String, Float> PASSAGE_FIELDS =
            Map.of(Fields.NAME, 1.0f, Fields.WORDS, 0.5f, Fields.HEADING, 1.5f, Fields.TEXT, 1.0f);

    private static final Set<String> CENTRAL =
            ServiceTable.read().all().stream().map(Service::id).collect(Collectors.toSet());

    private Ranking() {}

    /** The weight of a page by what it is about. */
    static double weight(Kind kind, String service) {
        double central = CENTRAL.contains(service) || kind == Kind.GUIDE || kind == Kind.SKILL ? 1.0 : 0.6;
        return central
                * switch (kind) {
                    case OPERATION, RESOURCE_TYPE -> 1.0;
                    case PROPERTY_TYPE, STRUCTURE -> 0.85;
                    case EVENT, METRICS -> 0.9;
                    case SERVICE, ERRORS -> 0.7;
                    case GUIDE, SKILL -> 0.9;
                };
    }
}
