package dev.weir.library.index;

import dev.weir.library.page.Address;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import java.io.IOException;
import org.apache.lucene.codecs.lucene101.Lucene101Codec;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/** Writes pages, and the passages they consist of, into an index. */
public final class PageWriter implements AutoCloseable {
    private static final int BUFFER_MEGABYTES = 64;

    /** Characters of a page's beginning that say what it is about. */
    private static final int BEGINNING = 400;

    private final Words words = new Words();
    private final IndexWriter writer;
    private int pages;
    private int passages;

    /** Opens an empty index in a directory. */
    public PageWriter(Directory directory) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(words);
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setUseCompoundFile(true);
        config.setCodec(new Lucene101Codec(Lucene101Codec.Mode.BEST_COMPRESSION));
        this.writer = new IndexWriter(directory, config);
    }

    /**
     * Adds a page.
     *
     * @param central whether it is of a service that serverless applications are made of: its sections are found each by itself
     *     then too
     */
    public void add(Page page, boolean central) throws IOException {
        String key = Address.key(page.url());
        String markdown = page.markdown();
        Document document = new Document();
        document.add(new StringField(Fields.TYPE, Fields.PAGE, Store.NO));
        document.add(new StringField(Fields.KEY, key, Store.YES));
        document.add(new StringField(Fields.KIND, page.kind().name(), Store.YES));
        document.add(new StoredField(Fields.SERVICE, page.service()));
        document.add(new NumericDocValuesField(Fields.NUMBER, pages));
        document.add(new SortedDocValuesField(
                Fields.KIND_VALUE, new BytesRef(page.kind().name())));
        document.add(
                new BinaryDocValuesField(Fields.NAME_TERMS, new BytesRef(String.join(" ", words.parts(page.name())))));
        document.add(new NumericDocValuesField(Fields.CENTRAL, central ? 1 : 0));
        document.add(new StoredField(Fields.URL, page.url()));
        document.add(new StoredField(Fields.LIVE, page.live()));
        document.add(new StoredField(Fields.TITLE, page.title()));
        document.add(new StoredField(Fields.ORIGIN, page.origin()));
        document.add(new StoredField(Fields.MARKDOWN, markdown));
        document.add(new TextField(Fields.NAME, page.name(), Store.YES));
        document.add(new TextField(Fields.WORDS, page.title() + " " + page.words(), Store.NO));
        StringBuilder headings = new StringBuilder();
        for (Section section : page.sections()) {
            headings.append(section.heading()).append('\n');
        }
        document.add(new TextField(Fields.LEAD, beginning(page.lead()), Store.NO));
        document.add(new TextField(Fields.HEADING, headings.toString(), Store.NO));
        document.add(new TextField(Fields.TEXT, markdown, Store.NO));
        writer.addDocument(document);
        passage(page, page.name(), page.lead());
        if (central) {
            for (Section section : page.sections()) {
                passage(page, section.heading(), section.text());
            }
        }
        pages++;
    }

    private void passage(Page page, String heading, String text) throws IOException {
        if (text.isBlank()) {
            return;
        }
        Document document = new Document();
        document.add(new StringField(Fields.TYPE, Fields.PASSAGE, Store.NO));
        document.add(new StringField(Fields.KIND, page.kind().name(), Store.NO));
        document.add(new NumericDocValuesField(Fields.NUMBER, pages));
        document.add(new TextField(Fields.NAME, page.name(), Store.NO));
        document.add(new TextField(Fields.WORDS, page.title() + " " + page.words(), Store.NO));
        document.add(new TextField(Fields.HEADING, heading, Store.YES));
        document.add(new TextField(Fields.TEXT, text, Store.YES));
        writer.addDocument(document);
        passages++;
    }

    private static String beginning(String lead) {
        int end = lead.indexOf("\n\n");
        String first = end < 0 ? lead : lead.substring(0, end);
        return first.substring(0, Math.min(first.length(), BEGINNING));
    }

    /** How many pages were added. */
    public int pages() {
        return pages;
    }

    /** How many passages they consist of. */
    public int passages() {
        return passages;
    }

    /** Makes one segment of the index, which is what is searched fastest. */
    public void pack() throws IOException {
        writer.forceMerge(1);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
