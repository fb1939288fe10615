package dev.weir.library.index;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/** Searches indexes that {@link PageWriter} wrote, as one. Safe for use by several threads. */
public final class PageSearch implements AutoCloseable {
    private static final int PAGES = 300;
    private static final int PASSAGES = 600;

    /** What the names of operations begin with that look at, list or take away what others make; as terms. */
    private static final Set<String> SECONDARY =
            Set.of("delet", "describ", "get", "list", "untag", "tag", "deregist", "disassoci", "remov");

    private final IndexReader reader;
    private final IndexSearcher searcher;
    private final Words words = new Words();
    private final Synonyms synonyms = Synonyms.read(words);
    private final Ranking ranking;

    /** Opens indexes. */
    public PageSearch(List<Directory> directories) throws IOException {
        this(directories, Ranking.CHOSEN);
    }

    PageSearch(List<Directory> directories, Ranking ranking) throws IOException {
        this.ranking = ranking;
        IndexReader[] readers = new IndexReader[directories.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = DirectoryReader.open(directories.get(i));
        }
        this.reader = new MultiReader(readers);
        this.searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(ranking.saturation(), ranking.length()));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /**
     * The pages that answer a phrase, best first.
     *
     * @param kinds what pages may be about
     * @param limit how many at most
     */
    public List<Found> search(String phrase, Set<Kind> kinds, int limit) throws IOException {
        Set<String> terms = words.of(phrase);
        if (terms.isEmpty() || kinds.isEmpty()) {
            return List.of();
        }
        Set<String> wanted = new HashSet<>(terms);
        wanted.addAll(synonyms.of(terms));
        Map<Long, Candidate> candidates = new HashMap<>();
        for (ScoreDoc hit : searcher.search(query(terms, kinds, Fields.PAGE), PAGES).scoreDocs) {
            candidates.put(number(hit.doc), new Candidate(hit.doc, hit.score, weight(hit.doc, wanted)));
        }
        for (ScoreDoc hit : searcher.search(query(terms, kinds, Fields.PASSAGE), PASSAGES).scoreDocs) {
            Candidate candidate = candidates.get(number(hit.doc));
            if (candidate != null && candidate.passage == 0) {
                candidate.passage = hit.score;
                candidate.passageDocument = hit.doc;
            }
        }
        StoredFields stored = reader.storedFields();
        List<Found> found = new ArrayList<>();
        for (Candidate candidate : candidates.values().stream()
                .sorted(Comparator.comparingDouble((Candidate each) -> -each.score(ranking))
                        .thenComparing(each -> each.document))
                .limit(limit)
                .toList()) {
            found.add(found(candidate, terms, stored));
        }
        return found;
    }

    /** The page at an address. */
    public Optional<StoredPage> read(String url) throws IOException {
        String key = Address.key(url);
        Optional<StoredPage> exact = page(Fields.KEY, key);
        if (exact.isEmpty() && key.indexOf('#') >= 0) {
            exact = page(Fields.KEY, Address.withoutFragment(key));
        }
        return exact;
    }

    private Optional<StoredPage> page(String field, String value) throws IOException {
        BooleanQuery query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(field, value)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.TYPE, Fields.PAGE)), Occur.FILTER)
                .build();
        ScoreDoc[] hits = searcher.search(query, 1).scoreDocs;
        return hits.length == 0
                ? Optional.empty()
                : Optional.of(page(reader.storedFields().document(hits[0].doc)));
    }

    /** The pages of a kind whose name is exactly this one, such as an operation's. */
    public List<StoredPage> named(String name, Kind kind) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.KIND, kind.name())), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.TYPE, Fields.PAGE)), Occur.FILTER);
        for (String term : words.of(name)) {
            query.add(new TermQuery(new Term(Fields.NAME, term)), Occur.MUST);
        }
        List<StoredPage> pages = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query.build(), PAGES).scoreDocs) {
            Document document = reader.storedFields().document(hit.doc);
            if (name.equalsIgnoreCase(document.get(Fields.NAME))) {
                pages.add(page(document));
            }
        }
        return pages;
    }

    private static StoredPage page(Document document) {
        return new StoredPage(
                document.get(Fields.KEY),
                document.get(Fields.URL),
                document.get(Fields.LIVE),
                document.get(Fields.TITLE),
                document.get(Fields.NAME),
                Kind.valueOf(document.get(Fields.KIND)),
                document.get(Fields.SERVICE),
                document.get(Fields.ORIGIN),
                document.get(Fields.MARKDOWN));
    }

    private Query query(Set<String> terms, Set<Kind> kinds, String type) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new TermQuery(new Term(Fields.TYPE, type)), Occur.FILTER);
        if (!kinds.equals(EnumSet.allOf(Kind.class))) {
            all.add(
                    new TermInSetQuery(
                            Fields.KIND,
                            kinds.stream()
                                    .map(kind -> new BytesRef(kind.name()))
                                    .collect(Collectors.toSet())),
                    Occur.FILTER);
        }
        Map<String, Float> fields = type.equals(Fields.PAGE) ? ranking.pageFields() : ranking.passageFields();
        terms.forEach(term -> all.add(term(term, fields, 1f), Occur.SHOULD));
        synonyms.of(terms).forEach(term -> all.add(term(term, fields, ranking.synonym()), Occur.SHOULD));
        return all.setMinimumNumberShouldMatch(1).build();
    }

    private Query term(String term, Map<String, Float> fields, float weight) {
        List<Query> options = new ArrayList<>();
        fields.forEach(
                (field, boost) -> options.add(new BoostQuery(new TermQuery(new Term(field, term)), boost * weight)));
        return new DisjunctionMaxQuery(options, ranking.tie());
    }

    private Found found(Candidate candidate, Set<String> terms, StoredFields stored) throws IOException {
        Document page = stored.document(candidate.document);
        String heading = "";
        String text = page.get(Fields.MARKDOWN).replaceFirst("^# .*\n+", "");
        if (candidate.passage > 0) {
            Document passage = stored.document(candidate.passageDocument);
            heading = passage.get(Fields.HEADING);
            text = passage.get(Fields.TEXT);
        }
        return new Found(
                page.get(Fields.URL),
                page.get(Fields.LIVE),
                page.get(Fields.TITLE),
                Kind.valueOf(page.get(Fields.KIND)),
                page.get(Fields.SERVICE),
                page.get(Fields.ORIGIN),
                heading.equals(page.get(Fields.NAME)) ? "" : heading,
                Excerpt.of(text, terms, words),
                candidate.score(ranking));
    }

    private long number(int document) throws IOException {
        return (long) leaf(document).ord << Integer.SIZE | value(document, Fields.NUMBER);
    }

    private float weight(int document, Set<String> wanted) throws IOException {
        LeafReaderContext leaf = leaf(document);
        SortedDocValues kinds = DocValues.getSorted(leaf.reader(), Fields.KIND_VALUE);
        kinds.advance(document - leaf.docBase);
        Kind kind = Kind.valueOf(kinds.lookupOrd(kinds.ordValue()).utf8ToString());
        BinaryDocValues names = DocValues.getBinary(leaf.reader(), Fields.NAME_TERMS);
        names.advance(document - leaf.docBase);
        String[] name = names.binaryValue().utf8ToString().split(" ");
        float asked = 0;
        for (String part : name) {
            asked += wanted.contains(part) ? 1 : 0;
        }
        float weight = ranking.weight(kind, value(document, Fields.CENTRAL) == 1);
        if (kind == Kind.OPERATION && SECONDARY.contains(name[0]) && !wanted.contains(name[0])) {
            weight *= ranking.secondary();
        }
        return weight * (1 + ranking.named() * asked / name.length);
    }

    private long value(int document, String field) throws IOException {
        LeafReaderContext leaf = leaf(document);
        NumericDocValues values = DocValues.getNumeric(leaf.reader(), field);
        values.advance(document - leaf.docBase);
        return values.longValue();
    }

    private LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = reader.leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    private static final class Candidate {
        private final int document;
        private final float page;
        private final float weight;
        private int passageDocument;
        private float passage;

        Candidate(int document, float page, float weight) {
            this.document = document;
            this.page = page;
            this.weight = weight;
        }

        double score(Ranking ranking) {
            return (page + ranking.passage() * passage) * weight;
        }
    }
}
