package dev.weir.tests.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

@ExtendWith(WeirExtension.class)
class LogsClientTest {
    private static final String GROUP = "/app/orders";

    private CloudWatchLogsClient logs;
    private long now;

    @BeforeEach
    void aGroupWithAStream(WeirServer weir) {
        logs = Clients.of(weir, CloudWatchLogsClient.builder());
        weir.clock().freeze();
        now = weir.now().toEpochMilli();
        logs.createLogGroup(b -> b.logGroupName(GROUP));
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("one"));
    }

    private static InputLogEvent event(long at, String message) {
        return InputLogEvent.builder().timestamp(at).message(message).build();
    }

    private void put(String stream, String... messages) {
        logs.putLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName(stream)
                .logEvents(Arrays.stream(messages)
                        .map(message -> event(now, message))
                        .toList()));
    }

    private List<String> filter(String pattern) {
        return logs.filterLogEventsPaginator(b -> b.logGroupName(GROUP).filterPattern(pattern)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    @Test
    void eventsAreReadForwardsByTokens() {
        put("one", IntStream.range(0, 5).mapToObj(i -> "m" + i).toArray(String[]::new));
        List<String> seen = new ArrayList<>();
        String token = null;
        while (true) {
            String next = token;
            GetLogEventsResponse page = logs.getLogEvents(b -> b.logGroupName(GROUP)
                    .logStreamName("one")
                    .startFromHead(true)
                    .limit(2)
                    .nextToken(next));
            page.events().forEach(e -> seen.add(e.message()));
            if (page.nextForwardToken().equals(token)) {
                break;
            }
            token = page.nextForwardToken();
        }
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4"), seen);
        String end = token;
        put("one", "later");
        assertEquals(List.of("later"), messages(logs.getLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("one")
                .nextToken(end))));
    }

    @Test
    void aRangeThatEndsBeforeItStartsIsEmpty() {
        put("one", "a");
        assertEquals(
                0,
                logs.filterLogEvents(b -> b.logGroupName(GROUP).startTime(now).endTime(now - 1000))
                        .events()
                        .size());
        assertEquals(
                0,
                logs.getLogEvents(b -> b.logGroupName(GROUP)
                                .logStreamName("one")
                                .startTime(now)
                                .endTime(now - 1000))
                        .events()
                        .size());
    }

    @Test
    void theLastEventsComeFirstAndTheRestByTheTokenBackwards() {
        put("one", IntStream.range(0, 5).mapToObj(i -> "m" + i).toArray(String[]::new));
        GetLogEventsResponse last = logs.getLogEvents(
                b -> b.logGroupName(GROUP).logStreamName("one").limit(2));
        assertEquals(List.of("m3", "m4"), messages(last));
        GetLogEventsResponse before = logs.getLogEvents(
                b -> b.logGroupName(GROUP).logStreamName("one").limit(2).nextToken(last.nextBackwardToken()));
        assertEquals(List.of("m1", "m2"), messages(before));
        assertEquals(
                List.of("m3", "m4"),
                messages(logs.getLogEvents(b ->
                        b.logGroupName(GROUP).logStreamName("one").limit(2).nextToken(before.nextForwardToken()))));
    }

    @Test
    void whoFollowsAnEmptyStreamSeesWhatComes() {
        String token = logs.getLogEvents(b -> b.logGroupName(GROUP).logStreamName("one"))
                .nextForwardToken();
        put("one", "first");
        assertEquals(List.of("first"), messages(logs.getLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("one")
                .nextToken(token))));
    }

    private static List<String> messages(GetLogEventsResponse page) {
        return page.events().stream().map(OutputLogEvent::message).toList();
    }

    @Test
    void aTimeRangeLeavesOutItsEnd() {
        logs.putLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("one")
                .logEvents(event(now - 2, "a"), event(now - 1, "b"), event(now, "c")));
        assertEquals(List.of("b"), messages(logs.getLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("one")
                .startTime(now - 1)
                .endTime(now))));
        assertEquals(
                List.of("b", "c"),
                logs
                        .filterLogEvents(
                                b -> b.logGroupName(GROUP).startTime(now - 1).endTime(now))
                        .events()
                        .stream()
                        .map(FilteredLogEvent::message)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "ERROR ~ 1 2",
                "error ~",
                "ERROR ARGUMENTS ~ 2",
                "?ARGUMENTS ?INFO ~ 2 3",
                "?ARGUMENTS REQUEST ~ 1",
                "ERROR -ARGUMENTS ~ 1",
                "\"BAD REQUEST\" ~ 1",
                "\"REQUEST BAD\" ~",
                "%4[0-9]0% ~ 1",
                "{ $.level = \"warn\" } ~ 4",
                "{ $.latency > 100 } ~ 4",
                "{ $.latency = 1.2e2 } ~ 4",
                "{ $.latency = 12* } ~ 4 5",
                "{ $.latency > 100 && $.user.id = \"u-1\" } ~ 4",
                "{ $.latency < 100 || $.user.id = u* } ~ 4 5",
                "{ ($.latency < 100 || $.level = warn) && $.user.id NOT EXISTS } ~ 5",
                "{ $.items[1].sku = \"b\" } ~ 4",
                "{ $.items[*].sku = \"b\" } ~ 4",
                "{ $.* = \"info\" } ~ 5",
                "{ $.['dotted.name'] = yes } ~ 4",
                "{ $.gone IS NULL } ~ 4",
                "{ $.ok IS TRUE } ~ 5",
                "{ $.level != \"warn\" } ~ 5",
                "{ $.nothing != \"warn\" } ~",
                "{ $.level = %^wa% } ~ 4",
                "[ip, user, time, request = *.html*, status = 4*, bytes > 1000] ~ 6",
                "[..., status = 404 || status = 410, bytes] ~ 6",
                "[..., status != 404, bytes] ~ 1 2 3",
                "[level = INFO, rest] ~ 3",
            })
    void patternsSayWhatIsWanted(String pattern, String wanted) {
        List<String> messages = List.of(
                "[ERROR 400] BAD REQUEST",
                "[ERROR 419] MISSING ARGUMENTS",
                "INFO all is well",
                "{\"level\":\"warn\",\"latency\":120,\"user\":{\"id\":\"u-1\"},\"items\":[{\"sku\":\"a\"},{\"sku\":\"b\"}],\"dotted.name\":\"yes\",\"gone\":null}",
                "{\"level\":\"info\",\"latency\":12,\"ok\":true}",
                "127.0.0.1 frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534");
        put("one", messages.toArray(String[]::new));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (wanted != null && wanted.contains(Integer.toString(i + 1))) {
                expected.add(messages.get(i));
            }
        }
        assertEquals(expected, filter(pattern));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{ $.a = }", "{ level = 1 }", "{ $.a = 1", "\"open", "[a, b", "{ $.a > high }", "{ $.a EXISTS }"})
    void whatIsNoPatternIsRefused(String pattern) {
        assertTrue(assertThrows(InvalidParameterException.class, () -> filter(pattern))
                .awsErrorDetails()
                .errorMessage()
                .startsWith("Invalid filter pattern"));
    }

    @Test
    void filteringGoesOverStreamsPageByPage() {
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("two"));
        put("one", "a1", "a2", "b1");
        put("two", "a3");
        List<FilterLogEventsResponse> pages =
                logs
                        .filterLogEventsPaginator(
                                b -> b.logGroupName(GROUP).filterPattern("a").limit(2))
                        .stream()
                        .toList();
        assertEquals(2, pages.size());
        assertEquals(
                List.of("a1", "a2", "a3"),
                pages.stream()
                        .flatMap(page -> page.events().stream())
                        .map(FilteredLogEvent::message)
                        .toList());
        assertEquals(
                List.of("a3"),
                logs.filterLogEvents(b -> b.logGroupName(GROUP).logStreamNames("two")).events().stream()
                        .map(FilteredLogEvent::message)
                        .toList());
        assertEquals(
                3,
                logs.filterLogEvents(b -> b.logGroupName(GROUP).logStreamNamePrefix("on"))
                        .events()
                        .size());
        assertThrows(
                InvalidParameterException.class,
                () -> logs.filterLogEvents(
                        b -> b.logGroupName(GROUP).logStreamNamePrefix("on").logStreamNames("one")));
    }

    @Test
    void whatIsPutIsChecked(WeirServer weir) {
        assertThrows(
                InvalidParameterException.class,
                () -> logs.putLogEvents(b ->
                        b.logGroupName(GROUP).logStreamName("one").logEvents(event(now, "b"), event(now - 1, "a"))));
        assertThrows(
                InvalidParameterException.class,
                () -> logs.putLogEvents(b -> b.logGroupName(GROUP)
                        .logStreamName("one")
                        .logEvents(event(now - 90_000_000L, "a"), event(now, "b"))));
        assertEquals(
                1,
                logs.putLogEvents(b -> b.logGroupName(GROUP)
                                .logStreamName("one")
                                .logEvents(event(now, "a"), event(now + 10_000_000L, "future")))
                        .rejectedLogEventsInfo()
                        .tooNewLogEventStartIndex());
        assertEquals(
                1,
                logs.putLogEvents(b -> b.logGroupName(GROUP)
                                .logStreamName("one")
                                .logEvents(event(now - Duration.ofDays(15).toMillis(), "old")))
                        .rejectedLogEventsInfo()
                        .tooOldLogEventEndIndex());
        assertEquals(List.of("a"), filter(""));
        assertThrows(
                ResourceNotFoundException.class,
                () -> logs.putLogEvents(
                        b -> b.logGroupName(GROUP).logStreamName("none").logEvents(event(now, "a"))));
        assertThrows(ResourceNotFoundException.class, () -> logs.filterLogEvents(b -> b.logGroupName("none")));
        assertThrows(ResourceAlreadyExistsException.class, () -> logs.createLogGroup(b -> b.logGroupName(GROUP)));
        assertThrows(
                ResourceAlreadyExistsException.class,
                () -> logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("one")));
    }

    @Test
    void retentionIsOnWeirsClock(WeirServer weir) {
        put("one", "old");
        assertThrows(
                InvalidParameterException.class,
                () -> logs.putRetentionPolicy(b -> b.logGroupName(GROUP).retentionInDays(2)));
        logs.putRetentionPolicy(b -> b.logGroupName(GROUP).retentionInDays(1));
        weir.advance(Duration.ofHours(23));
        put("one", "still old");
        assertEquals(List.of("old", "still old"), filter(""));
        weir.advance(Duration.ofHours(2));
        now = weir.now().toEpochMilli();
        put("one", "young");
        assertEquals(List.of("young"), filter(""));
        assertEquals(List.of("young"), messages(logs.getLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("one")
                .startFromHead(true))));
        logs.deleteRetentionPolicy(b -> b.logGroupName(GROUP));
        assertNull(logs.describeLogGroups().logGroups().get(0).retentionInDays());
        weir.advance(Duration.ofDays(40));
        assertEquals(List.of("young"), filter("young"));
    }

    @Test
    void whatRetentionHasPassedIsRemoved(WeirServer weir) {
        logs.putRetentionPolicy(b -> b.logGroupName(GROUP).retentionInDays(1));
        put("one", "old");
        weir.advance(Duration.ofDays(3));
        logs.deleteRetentionPolicy(b -> b.logGroupName(GROUP));
        assertEquals(List.of(), filter(""));
    }

    @Test
    void groupsAndStreamsAreListedPageByPage() {
        IntStream.range(0, 4).forEach(i -> logs.createLogGroup(b -> b.logGroupName("/other/" + i)));
        assertEquals(
                List.of("/app/orders", "/other/0", "/other/1", "/other/2", "/other/3"),
                logs.describeLogGroupsPaginator(b -> b.limit(2)).logGroups().stream()
                        .map(LogGroup::logGroupName)
                        .toList());
        assertEquals(
                4,
                logs.describeLogGroupsPaginator(b -> b.limit(3).logGroupNamePrefix("/other")).logGroups().stream()
                        .count());
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("another"));
        put("another", "x");
        assertEquals(
                List.of("another", "one"),
                logs
                        .describeLogStreamsPaginator(b -> b.logGroupName(GROUP)
                                .orderBy(OrderBy.LAST_EVENT_TIME)
                                .descending(true)
                                .limit(1))
                        .logStreams()
                        .stream()
                        .map(LogStream::logStreamName)
                        .toList());
        logs.deleteLogStream(b -> b.logGroupName(GROUP).logStreamName("another"));
        assertEquals(List.of(), filter(""));
    }

    @Test
    void aGroupsTagsAreKept() {
        String arn = logs.describeLogGroups().logGroups().get(0).logGroupArn();
        logs.tagResource(b -> b.resourceArn(arn).tags(Map.of("team", "orders", "stage", "dev")));
        logs.untagResource(b -> b.resourceArn(arn).tagKeys("stage"));
        assertEquals(
                Map.of("team", "orders"),
                logs.listTagsForResource(b -> b.resourceArn(arn)).tags());
        logs.deleteLogGroup(b -> b.logGroupName(GROUP));
        assertTrue(logs.describeLogGroups().logGroups().isEmpty());
        assertThrows(ResourceNotFoundException.class, () -> logs.deleteLogGroup(b -> b.logGroupName(GROUP)));
    }

    @Test
    void aGroupMadeAgainHasNothingOfTheOld() {
        put("one", "old");
        logs.deleteLogGroup(b -> b.logGroupName(GROUP));
        logs.createLogGroup(b -> b.logGroupName(GROUP));
        assertEquals(List.of(), filter(""));
        assertNotEquals(
                1,
                logs.describeLogStreams(b -> b.logGroupName(GROUP)).logStreams().size());
    }
}
