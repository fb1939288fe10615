package dev.weir.library.index;

import dev.weir.library.page.Kind;
import java.util.Map;

/**
 * What counts how much. The numbers are chosen by the questions in the tests, and judged by others.
 *
 * @param pageFields how much a term in each field of a page counts
 * @param passageFields how much a term in each field of a passage counts
 * @param tie a term that is in several fields counts by the best of them, and this much by the others
 * @param passage how much the best passage of a page counts against the page as a whole
 * @param synonym how much another word for a term counts
 * @param saturation BM25's k1: how soon more of the same stops to count
 * @param length BM25's b: how much a long text is held against it
 * @param named how much it counts for a page if all parts of its name are asked for
 * @param secondary how much operations count that look at, list or take away what others make, where nobody asks for that
 * @param kinds how much pages of each kind count
 * @param aside how much pages count of services that serverless applications are seldom made of
 */
record Ranking(
        Map<String, Float> pageFields,
        Map<String, Float> passageFields,
        float tie,
        float passage,
        float synonym,
        float saturation,
        float length,
        float named,
        float secondary,
        Map<Kind, Float> kinds,
        float aside) {

    static final Ranking CHOSEN = new Ranking(
            Map.of(Fields.NAME, 1.5f, Fields.WORDS, 1.2f, Fields.HEADING, 1.4f, Fields.LEAD, 1f, Fields.TEXT, 1.4f),
            Map.of(Fields.NAME, 0.7f, Fields.WORDS, 1f, Fields.HEADING, 1.2f, Fields.TEXT, 1f),
            0.17f,
            1f,
            1f,
            0.6f,
            0.85f,
            0.3f,
            0.92f,
            Map.of(
                    Kind.OPERATION, 0.95f,
                    Kind.RESOURCE_TYPE, 1f,
                    Kind.PROPERTY_TYPE, 0.85f,
                    Kind.STRUCTURE, 0.8f,
                    Kind.EVENT, 1.1f,
                    Kind.METRICS, 1f,
                    Kind.SERVICE, 0.65f,
                    Kind.ERRORS, 0.85f,
                    Kind.GUIDE, 0.9f,
                    Kind.SKILL, 0.9f),
            0.6f);

    /** The weight of a page of a kind. */
    float weight(Kind kind, boolean central) {
        return kinds.getOrDefault(kind, 1f) * (central ? 1f : aside);
    }
}
