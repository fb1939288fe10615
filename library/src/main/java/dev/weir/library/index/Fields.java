package dev.weir.library.index;

/** The fields of the index. */
final class Fields {
    /** What a document is: {@link #PAGE} or {@link #PASSAGE}. */
    static final String TYPE = "type";

    static final String PAGE = "page";
    static final String PASSAGE = "passage";

    /** What a page is looked up by. */
    static final String KEY = "key";

    /** The number of a page within its index; of a passage, its page's. */
    static final String NUMBER = "number";

    /** A page's kind again, to be had for a document. */
    static final String KIND_VALUE = "kindValue";

    /** 1 for pages of services that serverless applications are made of, else 0. */
    static final String CENTRAL = "central";

    static final String KIND = "kind";
    static final String SERVICE = "service";
    static final String URL = "url";
    static final String LIVE = "live";
    static final String TITLE = "title";
    static final String ORIGIN = "origin";

    /** Stored only: the whole page. */
    static final String MARKDOWN = "markdown";

    /** What a page explains; of a passage, its page's. */
    static final String NAME = "name";

    /** The terms of a page's name, to be had for a document. */
    static final String NAME_TERMS = "nameTerms";

    /** Other words for the service. */
    static final String WORDS = "words";

    /** The headings of a page; of a passage, its own. */
    static final String HEADING = "heading";

    /** How a page begins. */
    static final String LEAD = "lead";

    /** What it says. */
    static final String TEXT = "text";

    private Fields() {}
}
