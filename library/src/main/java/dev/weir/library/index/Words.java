package dev.weir.library.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/**
 * Texts as terms. Names such as {@code MaximumRetryAttempts} count whole and in their parts; words count by their stem; what questions
 * are held together by does not count.
 */
final class Words extends Analyzer {
    private static final int PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
            | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE
            | WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

    private static final CharArraySet STOP = new CharArraySet(
            Set.of(
                    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "how",
                    "i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "s",
                    "should", "such", "t", "that", "the", "their", "then", "there", "these", "they", "this", "to", "up",
                    "was", "what", "when", "where", "which", "while", "who", "why", "will", "with", "you", "your"),
            true);

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer source = CharTokenizer.fromTokenCharPredicate(Character::isLetterOrDigit);
        TokenStream words = new FlattenGraphFilter(new WordDelimiterGraphFilter(source, PARTS, null));
        return new TokenStreamComponents(
                source, new PorterStemFilter(new StopFilter(new LowerCaseFilter(words), STOP)));
    }

    /** The terms of a name that are no name of several parts themselves. */
    Set<String> parts(String name) {
        return of(name.replaceAll("(?<=[a-z])(?=[A-Z])", " "));
    }

    /** The terms of a text, each once, in their order. */
    Set<String> of(String text) {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream stream = tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
