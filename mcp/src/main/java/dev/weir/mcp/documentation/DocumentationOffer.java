package dev.weir.mcp.documentation;

import dev.weir.library.Library;
import dev.weir.library.ReadAnswer;
import dev.weir.library.SearchAnswer;
import dev.weir.library.Topic;
import dev.weir.library.index.Found;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import dev.weir.server.control.ControlApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Search, read and regions, with the arguments and the answers of AWS's knowledge server. */
public final class DocumentationOffer implements Offer {
    private static final int RESULTS = 4;
    private static final int MOST_RESULTS = 50;
    private static final int LENGTH = 10_000;
    private static final int MOST_LENGTH = 100_000;
    private static final int MOST_TOPICS = 3;
    private static final int MOST_REQUESTS = 5;
    private static final String OFFLINE = "offline";

    private final Library library;
    private final Preparation preparation;

    /** Over a library, which is built when it is first asked. */
    public DocumentationOffer(Library library) {
        this.library = library;
        this.preparation = new Preparation(library);
    }

    /** Over the library in the cache of whoever runs weir, with the guides of the folder that weir lies in. */
    public static DocumentationOffer standard() {
        return new DocumentationOffer(Library.standard(ControlApi.VERSION));
    }

    @Override
    public List<Tool> tools() {
        return List.of(search(), read(), availability(), regions());
    }

    private Tool search() {
        List<String> topics = Arrays.stream(Topic.values()).map(Topic::id).toList();
        return Tool.of(
                        "aws___search_documentation",
                        "Search AWS documentation",
                        "Searches the API and CloudFormation references of serverless AWS services, EventBridge events,"
                                + " CloudWatch metrics and weir's guides, offline. Then read a page with"
                                + " aws___read_documentation. No developer guides, quotas, prices or news: for those, follow"
                                + " `live_url`.")
                .input(Fields.none()
                        .need(
                                "search_phrase",
                                Fields.text("words or a question; names of services, operations, properties help"))
                        .may("limit", Fields.whole("results; 4 by default", 1, MOST_RESULTS))
                        .may("topics", Fields.list("at most 3; everything by default", Fields.oneOf("", topics))))
                .output(Fields.none()
                        .need("results", Fields.list())
                        .may("notes", Fields.list())
                        .open())
                .does(Effect.READS, this::search);
    }

    private Answer search(Call call) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (JsonNode name : call.node("topics")) {
            topics.add(Topic.named(name.asString(""))
                    .orElseThrow(() -> new RefusedException("validation_error", "no topic " + name)));
        }
        if (topics.size() > MOST_TOPICS) {
            throw new RefusedException("validation_error", "at most " + MOST_TOPICS + " topics");
        }
        List<String> notes = preparation.await(call);
        return reading(() -> {
            SearchAnswer answer = library.search(call.text("search_phrase"), topics, call.whole("limit", RESULTS));
            ObjectNode content = WeirClient.object();
            ArrayNode results = content.putArray("results");
            int rank = 1;
            for (Found found : answer.results()) {
                results.add(result(found).put("rank_order", rank++).put("context", found.context()));
            }
            return Answer.of(noted(content, notes.isEmpty() ? answer.notes() : notes));
        });
    }

    private static ObjectNode result(Found found) {
        ObjectNode result = WeirClient.object()
                .put("url", found.url())
                .put("title", found.title())
                .put("kind", found.kind().label());
        if (!found.section().isEmpty()) {
            result.put("section", found.section());
        }
        if (!found.live().equals(found.url())) {
            result.put("live_url", found.live());
        }
        return result.put("source", OFFLINE).put("version", found.origin());
    }

    private Tool read() {
        return Tool.of(
                        "aws___read_documentation",
                        "Read AWS documentation",
                        "Reads pages of the offline documentation as markdown: addresses from aws___search_documentation,"
                                + " or docs.aws.amazon.com pages of operations (API_*.html), CloudFormation types"
                                + " (aws-resource-*.html, aws-properties-*.html), weir:// addresses. Long pages: `contents` has"
                                + " the character ranges of the sections; ask again with start_index.")
                .input(Fields.none()
                        .may(
                                "requests",
                                Fields.list(
                                        "up to 5 pages at once",
                                        Fields.none()
                                                .need("url", Fields.text())
                                                .may(
                                                        "max_length",
                                                        Fields.whole("characters; 10000 by default", 1, MOST_LENGTH))
                                                .may(
                                                        "start_index",
                                                        Fields.whole("first character", 0, Integer.MAX_VALUE))
                                                .schema()))
                        .may("url", Fields.text("of one page, instead of `requests`"))
                        .may("max_length", Fields.whole("with `url`", 1, MOST_LENGTH))
                        .may("start_index", Fields.whole("with `url`", 0, Integer.MAX_VALUE)))
                .output(Fields.none()
                        .need("pages", Fields.list())
                        .may("notes", Fields.list())
                        .open())
                .does(Effect.READS, this::read);
    }

    private Answer read(Call call) {
        List<JsonNode> requests = new ArrayList<>();
        call.node("requests").forEach(requests::add);
        if (call.has("url")) {
            requests.add(call.arguments());
        }
        if (requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            throw new RefusedException("validation_error", "give 1 to " + MOST_REQUESTS + " pages to read");
        }
        List<String> notes = preparation.await(call);
        return reading(() -> {
            ObjectNode content = WeirClient.object();
            ArrayNode pages = content.putArray("pages");
            boolean failed = true;
            for (JsonNode request : requests) {
                ObjectNode page = page(request);
                failed &= page.has("error");
                pages.add(page);
            }
            return new Answer(noted(content, notes), failed);
        });
    }

    private ObjectNode page(JsonNode request) throws IOException {
        String url = request.path("url").asString("");
        ReadAnswer answer = library.read(
                url,
                request.path("start_index").asInt(0),
                request.path("max_length").asInt(LENGTH));
        return switch (answer) {
            case ReadAnswer.Text text -> text(url, text);
            case ReadAnswer.NotFound missing -> {
                ObjectNode page = failure(url, "not_found", missing.reason());
                ArrayNode nearest = page.putArray("nearest");
                missing.nearest().forEach(found -> nearest.add(result(found)));
                yield page;
            }
            case ReadAnswer.InvalidUrl invalid -> failure(url, "invalid_url", invalid.reason());
        };
    }

    private static ObjectNode text(String url, ReadAnswer.Text text) {
        ObjectNode page = WeirClient.object().put("url", url);
        if (!text.page().url().equals(url)) {
            page.put("redirected_url", text.page().url());
        }
        if (!text.page().live().equals(text.page().url())) {
            page.put("live_url", text.page().live());
        }
        page.put("title", text.page().title())
                .put("source", OFFLINE)
                .put("version", text.page().origin())
                .put("total_length", text.totalLength())
                .put("start_index", text.startIndex())
                .put("end_index", text.endIndex())
                .put("truncated", text.truncated())
                .put("content", text.text());
        if (text.truncated() || text.startIndex() > 0) {
            ArrayNode contents = page.putArray("contents");
            for (ReadAnswer.Heading heading : text.contents()) {
                contents.addObject()
                        .put("title", heading.title())
                        .put("level", heading.level())
                        .put("start", heading.start())
                        .put("end", heading.end());
            }
        }
        return page;
    }

    private static ObjectNode failure(String url, String code, String message) {
        ObjectNode page = WeirClient.object().put("url", url);
        page.putObject("error").put("code", code).put("message", message);
        return page;
    }

    private Tool availability() {
        return Tool.of(
                        "aws___get_regional_availability",
                        "Regions that list a service",
                        "Says in which regions AWS's SDK lists the endpoint of a product, of an API's service, or of a"
                                + " CloudFormation type's service. Listed is not the same as available, and not listed not the"
                                + " same as missing: `basis` says what the answer rests on.")
                .input(Fields.none()
                        .need("resource_type", Fields.oneOf("", List.of("product", "api", "cfn")))
                        .may("regions", Fields.list("at most 10; all of them by default", Fields.text()))
                        .may(
                                "filters",
                                Fields.list(
                                        "product: `AWS Lambda`; api: `Lambda+Invoke` or `Lambda`; cfn: `AWS::SQS::Queue`;"
                                                + " all names, in pages, by default",
                                        Fields.text()))
                        .may("next_token", Fields.text("from the answer before")))
                .output(Fields.none().need("basis", Fields.text()).open())
                .does(Effect.READS, this::availability);
    }

    private Answer availability(Call call) {
        List<String> notes = preparation.await(call);
        return reading(() -> {
            requireTables(notes);
            return Answer.of(RegionAnswers.of(library, call));
        });
    }

    private Tool regions() {
        return Tool.of("aws___list_regions", "Regions", "Lists the ids and names of AWS's regions.")
                .output(Fields.none().need("regions", Fields.list()).open())
                .does(Effect.READS, call -> {
                    List<String> notes = preparation.await(call);
                    return reading(() -> {
                        requireTables(notes);
                        return Answer.of(RegionAnswers.all(library.regions()));
                    });
                });
    }

    /** Without tables an empty list would be a lie. */
    private void requireTables(List<String> notes) throws IOException {
        if (library.regions().all().isEmpty()) {
            List<String> why = notes.isEmpty() ? library.gaps() : notes;
            throw new RefusedException("", "there are no tables of regions: " + String.join("; ", why));
        }
    }

    private static ObjectNode noted(ObjectNode content, List<String> notes) {
        if (!notes.isEmpty()) {
            notes.forEach(content.putArray("notes")::add);
        }
        return content;
    }

    private interface Reading {
        Answer answer() throws IOException;
    }

    private static Answer reading(Reading reading) {
        try {
            return reading.answer();
        } catch (IOException e) {
            throw new RefusedException(
                    "downstream_error", "the offline documentation cannot be read: " + e.getMessage());
        }
    }
}
