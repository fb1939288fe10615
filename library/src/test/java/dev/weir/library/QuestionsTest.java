package dev.weir.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What share of questions finds its page among the first four results; docs/library.md publishes the figures. */
class QuestionsTest {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "weir");

    private final Library library =
            new Library(CACHE, Path.of("..").toAbsolutePath().normalize(), "test");

    @BeforeEach
    void needsTheIndex() throws IOException {
        assumeTrue(
                library.manifest().isPresent() && library.manifest().get().isWhole(),
                "the offline documentation is not built, because its packages could not be fetched");
    }

    @AfterEach
    void close() throws IOException {
        library.close();
    }

    @Test
    void answersTheFiftyQuestions() throws IOException {
        Questions questions = Questions.read("questions.txt");
        assertEquals(50, questions.all().size());
        List<String> unanswered = questions.unanswered(library);
        assertTrue(unanswered.size() <= 5, () -> "not found in the first four:\n" + String.join("\n", unanswered));
    }

    @Test
    void answersThirtyMore() throws IOException {
        Questions questions = Questions.read("more-questions.txt");
        assertEquals(30, questions.all().size());
        List<String> unanswered = questions.unanswered(library);
        assertTrue(unanswered.size() <= 4, () -> "not found in the first four:\n" + String.join("\n", unanswered));
    }

    @Test
    void answersQuestionsThatItWasNotTunedOn() throws IOException {
        Questions questions = Questions.read("held-out.txt");
        assertEquals(20, questions.all().size());
        List<String> unanswered = questions.unanswered(library);
        assertTrue(unanswered.size() <= 5, () -> "not found in the first four:\n" + String.join("\n", unanswered));
    }

    @Test
    void hasEveryPageThatIsAskedFor() throws IOException {
        for (String file : List.of("questions.txt", "more-questions.txt", "held-out.txt")) {
            for (Questions.Question question : Questions.read(file).all()) {
                for (String page : question.pages()) {
                    String url = page.startsWith("weir://")
                            ? page
                            : "https://docs.aws.amazon.com/"
                                    + (page.startsWith("aws-") ? "AWSCloudFormation/latest/TemplateReference/" : "")
                                    + page;
                    assertTrue(library.read(url, 0, 1) instanceof ReadAnswer.Text, () -> "no page at " + url);
                }
            }
        }
    }

    @Test
    void listsServicesInRegions() throws IOException {
        Availability availability = new Availability(library);
        List<String> asked = List.of("eu-central-1", "cn-north-1");
        assertEquals(asked, availability.product("AWS Lambda", asked).listedIn());
        assertEquals(
                availability.product("Amazon SQS", asked).listedIn(),
                availability.product("Amazon Simple Queue Service (SQS)", asked).listedIn());
        assertTrue(availability.api("Lambda+Invoke", asked).found());
        assertTrue(!availability.api("Lambda+Levitate", asked).found());
        assertTrue(availability.resourceType("AWS::SQS::Queue", asked).found());
        assertTrue(!availability.resourceType("AWS::SQS::Levitation", asked).found());
    }
}
