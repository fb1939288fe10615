package dev.weir.library;

import dev.weir.library.index.Found;
import dev.weir.library.page.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Questions, each with the pages that answer it, and how many of them a library answers. */
record Questions(List<Question> all) {
    private static final int FIRST = 4;

    /** A question and the ends of the addresses of the pages that answer it. */
    record Question(String text, List<String> pages) {}

    static Questions read(String file) throws IOException {
        List<Question> questions = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Questions.class.getResourceAsStream(file), file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" \\| ");
                    questions.add(new Question(parts[0], List.of(parts).subList(1, parts.length)));
                }
            }
        }
        return new Questions(questions);
    }

    /** Those for which none of the first four results is one of their pages, each with what came instead. */
    List<String> unanswered(Library library) throws IOException {
        List<String> unanswered = new ArrayList<>();
        for (Question question : all) {
            List<Found> results =
                    library.search(question.text(), Set.of(), FIRST).results();
            if (results.stream().noneMatch(found -> answers(question, found.url()))) {
                unanswered.add(question.text() + "\n    "
                        + results.stream().map(Found::url).toList());
            }
        }
        return unanswered;
    }

    private static boolean answers(Question question, String url) {
        String key = Address.key(url);
        return question.pages().stream()
                .map(page -> page.startsWith(Address.OWN) ? Address.key(page) : page.toLowerCase(Locale.ROOT))
                .anyMatch(page -> page.startsWith("aws-") ? key.endsWith("/" + page) : key.equals(page));
    }
}
