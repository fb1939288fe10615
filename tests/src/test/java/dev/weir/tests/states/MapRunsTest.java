package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

@ExtendWith(WeirExtension.class)
class MapRunsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String PASS = "`P`:{`Type`:`Pass`,`End`:true}";
    private static final String READ = "`ItemReader`:{`Resource`:`arn:aws:states:::s3:getObject`,`ReaderConfig`:{%s},"
            + "`Parameters`:{`Bucket`:`data`,`Key.$`:`$.key`}},";

    private final WeirServer weir;
    private final SfnClient states;
    private final S3Client s3;

    MapRunsTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
        s3.createBucket(b -> b.bucket("data"));
    }

    private void put(String key, String content) {
        s3.putObject(b -> b.bucket("data").key(key), RequestBody.fromString(content));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(b -> b.bucket("data").key(key)).asUtf8String();
    }

    private static String definition(String fields, String type, String first, String child) {
        return """
                {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,%s`End`:true,
                 `ItemProcessor`:{`ProcessorConfig`:{`Mode`:`DISTRIBUTED`,`ExecutionType`:`%s`},
                  `StartAt`:`%s`,`States`:{%s}}}}}""".formatted(fields, type, first, child).replace('`', '"');
    }

    private String machine(String name, String fields, String type, String first, String child) {
        return states.createStateMachine(
                        b -> b.name(name).roleArn(ROLE).definition(definition(fields, type, first, child)))
                .stateMachineArn();
    }

    private String start(String machine, String input) {
        return states.startExecution(b -> b.stateMachineArn(machine).input(input.replace('`', '"')))
                .executionArn();
    }

    private DescribeExecutionResponse end(String execution) {
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution));
    }

    private String mapRun(String execution) {
        return states.listMapRuns(b -> b.executionArn(execution))
                .mapRuns()
                .getFirst()
                .mapRunArn();
    }

    private DescribeMapRunResponse described(String execution) {
        String arn = mapRun(execution);
        return states.describeMapRun(b -> b.mapRunArn(arn));
    }

    private List<HistoryEvent> history(String execution) {
        return states.getExecutionHistory(b -> b.executionArn(execution)).events();
    }

    @Test
    void itemsOfTheInputRunInChildrenOfTheirOwn() {
        String execution = start(
                machine("m", "`ItemsPath`:`$.all`,`Label`:`Each`,", "STANDARD", "P", PASS),
                "{`all`:[`a`,{`b`:1},null]}");
        DescribeExecutionResponse done = end(execution);
        assertEquals("[\"a\",{\"b\":1},null]", done.output());
        List<HistoryEvent> history = history(execution);
        assertEquals(
                List.of(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.MAP_STATE_ENTERED,
                        HistoryEventType.MAP_STATE_STARTED,
                        HistoryEventType.MAP_RUN_STARTED,
                        HistoryEventType.MAP_RUN_SUCCEEDED,
                        HistoryEventType.MAP_STATE_SUCCEEDED,
                        HistoryEventType.MAP_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED),
                history.stream().map(HistoryEvent::type).toList());
        assertEquals(
                List.of(0L, 0L, 2L, 3L, 4L, 5L, 4L, 7L),
                history.stream().map(HistoryEvent::previousEventId).toList());
        assertEquals(3, history.get(2).mapStateStartedEventDetails().length());
        String arn = mapRun(execution);
        assertTrue(arn.startsWith("arn:aws:states:us-east-1:000000000000:mapRun:m/Each:"), arn);
        assertEquals(arn, history.get(3).mapRunStartedEventDetails().mapRunArn());
        DescribeMapRunResponse run = described(execution);
        assertEquals(MapRunStatus.SUCCEEDED, run.status());
        assertEquals(execution, run.executionArn());
        assertEquals(3, run.itemCounts().total());
        assertEquals(3, run.itemCounts().succeeded());
        assertEquals(3, run.executionCounts().succeeded());
        assertEquals(3, run.executionCounts().resultsWritten());
        assertEquals(0, run.executionCounts().pending());
        List<ExecutionListItem> children =
                states.listExecutions(b -> b.mapRunArn(arn)).executions();
        assertEquals(3, children.size());
        ExecutionListItem last = children.getFirst();
        assertTrue(
                last.executionArn().startsWith("arn:aws:states:us-east-1:000000000000:execution:m/Each:"),
                last.executionArn());
        assertEquals("arn:aws:states:us-east-1:000000000000:stateMachine:m/Each", last.stateMachineArn());
        assertEquals(1, last.itemCount());
        DescribeExecutionResponse child = states.describeExecution(b -> b.executionArn(last.executionArn()));
        assertEquals("null", child.input());
        assertEquals(arn, child.mapRunArn());
        assertEquals(4, history(last.executionArn()).size());
        assertEquals(
                "Each",
                states.describeStateMachineForExecution(b -> b.executionArn(last.executionArn()))
                        .label());
        assertEquals(
                1,
                states.listExecutions(b -> b.stateMachineArn(done.stateMachineArn()))
                        .executions()
                        .size());
        var first = states.listExecutions(b -> b.mapRunArn(arn).maxResults(2));
        assertEquals(2, first.executions().size());
        var second = states.listExecutions(b -> b.mapRunArn(arn).maxResults(2).nextToken(first.nextToken()));
        assertEquals(1, second.executions().size());
        assertNull(second.nextToken());
    }

    @Test
    void aCsvFileIsReadByItsHeader() {
        put("a.csv", "Col1,Col2,Col3\nValue1,\"Va,\"\"l\"\"ue2\",Value3\n,,\n\nNull,None\n   ,x,y,more\n");
        String machine = machine(
                "m",
                READ.formatted("`InputType`:`CSV`,`CSVHeaderLocation`:`FIRST_ROW`")
                        + "`ItemSelector`:{`i.$`:`$$.Map.Item.Index`,`v.$`:`$$.Map.Item.Value`,"
                        + "`s.$`:`$$.Map.Item.Source`,`k.$`:`$.key`},",
                "EXPRESS",
                "P",
                PASS);
        String output = end(start(machine, "{`key`:`a.csv`}")).output();
        assertEquals("""
                [{`i`:0,`v`:{`Col1`:`Value1`,`Col2`:`Va,~`l~`ue2`,`Col3`:`Value3`},`s`:`S3://data/a.csv`,`k`:`a.csv`},\
                {`i`:1,`v`:{`Col1`:``,`Col2`:``,`Col3`:``},`s`:`S3://data/a.csv`,`k`:`a.csv`},\
                {`i`:2,`v`:{`Col1`:`Null`,`Col2`:`None`,`Col3`:``},`s`:`S3://data/a.csv`,`k`:`a.csv`},\
                {`i`:3,`v`:{`Col1`:`   `,`Col2`:`x`,`Col3`:`y`},`s`:`S3://data/a.csv`,`k`:`a.csv`}]""".replace("~", "\\").replace('`', '"'), output);
        put("b.csv", "1|2\n3|4\n5|6\n");
        String given = machine(
                "g",
                READ.formatted("`InputType`:`CSV`,`CSVHeaderLocation`:`GIVEN`,`CSVHeaders`:[`a`,`b`],"
                        + "`CSVDelimiter`:`PIPE`,`MaxItems`:2"),
                "STANDARD",
                "P",
                PASS);
        assertEquals(
                "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]",
                end(start(given, "{`key`:`b.csv`}")).output());
        put("c.csv", "a,a\n1,2\n");
        DescribeExecutionResponse failed = end(start(machine, "{`key`:`c.csv`}"));
        assertEquals("States.ItemReaderFailed", failed.error());
        assertEquals("CSV headers cannot contain duplicates.", failed.cause());
        List<HistoryEvent> history = history(failed.executionArn());
        assertEquals(HistoryEventType.MAP_RUN_FAILED, history.get(4).type());
        assertEquals(
                "States.ItemReaderFailed",
                history.get(4).mapRunFailedEventDetails().error());
        assertEquals(HistoryEventType.MAP_STATE_FAILED, history.get(5).type());
        assertEquals(5, history.get(5).previousEventId());
        DescribeExecutionResponse missing = end(start(machine, "{`key`:`none.csv`}"));
        assertEquals("States.ItemReaderFailed", missing.error());
        assertTrue(missing.cause().contains("NoSuchKey"), missing.cause());
        assertEquals(MapRunStatus.FAILED, described(missing.executionArn()).status());
    }

    @Test
    void jsonJsonLinesListingsAndInventoriesAreRead() throws IOException {
        put("a.json", " [1,{\"x\":[2]},\"z\"]");
        String json = machine("json", READ.formatted("`InputType`:`JSON`"), "STANDARD", "P", PASS);
        assertEquals(
                "[1,{\"x\":[2]},\"z\"]", end(start(json, "{`key`:`a.json`}")).output());
        put("o.json", "{\"a\":1,\"b\":[2]}");
        assertEquals(
                "[{\"Key\":\"a\",\"Value\":1},{\"Key\":\"b\",\"Value\":[2]}]",
                end(start(json, "{`key`:`o.json`}")).output());
        put("s.json", "1");
        assertEquals(
                "Attempting to map over non-iterable node.",
                end(start(json, "{`key`:`s.json`}")).cause());
        put("broken.json", "[1,{");
        assertEquals(
                "States.ItemReaderFailed",
                end(start(json, "{`key`:`broken.json`}")).error());
        String pointer =
                machine("pointer", READ.formatted("`InputType`:`JSON`,`ItemsPointer`:`/b`"), "STANDARD", "P", PASS);
        assertEquals("[2]", end(start(pointer, "{`key`:`o.json`}")).output());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"n\":1}\n\n{\"n\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        s3.putObject(b -> b.bucket("data").key("a.jsonl.gz"), RequestBody.fromBytes(packed.toByteArray()));
        String lines = machine("lines", READ.formatted("`InputType`:`JSONL`"), "STANDARD", "P", PASS);
        assertEquals(
                "[{\"n\":1},{\"n\":2}]",
                end(start(lines, "{`key`:`a.jsonl.gz`}")).output());

        put("dir/1.json", "[1,2]");
        put("dir/2.json", "[3]");
        String reader = "`ItemReader`:{`Resource`:`arn:aws:states:::s3:listObjectsV2`,`ReaderConfig`:{%s},"
                + "`Parameters`:{`Bucket`:`data`,`Prefix`:`dir/`}},";
        String list = machine("list", reader.formatted(""), "STANDARD", "P", PASS);
        String listed = end(start(list, "{}")).output();
        assertTrue(listed.startsWith("[{\"Etag\":\"\\\""), listed);
        assertTrue(listed.contains("\"Key\":\"dir/1.json\",\"LastModified\":"), listed);
        assertTrue(listed.contains("\"Size\":5,\"StorageClass\":\"STANDARD\"}"), listed);
        String flat = machine(
                "flat",
                reader.formatted("`Transformation`:`LOAD_AND_FLATTEN`,`InputType`:`JSON`"),
                "STANDARD",
                "P",
                PASS);
        assertEquals("[1,2,3]", end(start(flat, "{}")).output());

        put("inv/1.csv", "\"data\",\"dir/1.json\",\"5\"\n");
        put("inv/2.csv", "\"data\",\"dir/2.json\",\"3\"\n");
        put("inv/manifest.json", """
                {"destinationBucket":"arn:aws:s3:::data","fileFormat":"CSV","fileSchema":"Bucket, Key, Size",
                 "files":[{"key":"inv/1.csv"},{"key":"inv/2.csv"}]}""");
        String inventory = machine("inventory", READ.formatted("`InputType`:`MANIFEST`"), "STANDARD", "P", PASS);
        assertEquals(
                "[{\"Bucket\":\"data\",\"Key\":\"dir/1.json\",\"Size\":\"5\"},"
                        + "{\"Bucket\":\"data\",\"Key\":\"dir/2.json\",\"Size\":\"3\"}]",
                end(start(inventory, "{`key`:`inv/manifest.json`}")).output());
    }

    @Test
    void itemsGoTogetherInBatches() {
        String byCount = machine(
                "count",
                "`ItemBatcher`:{`MaxItemsPerBatch`:2,`BatchInput`:{`fixed`:1,`n.$`:`$[0]`}},",
                "STANDARD",
                "P",
                PASS);
        String execution = start(byCount, "[1,2,3]");
        assertEquals(
                "[{\"BatchInput\":{\"fixed\":1,\"n\":1},\"Items\":[1,2]},"
                        + "{\"BatchInput\":{\"fixed\":1,\"n\":1},\"Items\":[3]}]",
                end(execution).output());
        DescribeMapRunResponse run = described(execution);
        assertEquals(3, run.itemCounts().succeeded());
        assertEquals(2, run.executionCounts().succeeded());
        assertEquals(
                List.of(1, 2),
                states.listExecutions(b -> b.mapRunArn(run.mapRunArn())).executions().stream()
                        .map(ExecutionListItem::itemCount)
                        .toList());
        String byBytes = machine("bytes", "`ItemBatcher`:{`MaxInputBytesPerBatch`:20},", "EXPRESS", "P", PASS);
        // {"Items":["aaa",1]} has 19 bytes, {"Items":[2,3,4,5]} too.
        assertEquals(
                "[{\"Items\":[\"aaa\",1]},{\"Items\":[2,3,4,5]},{\"Items\":[6]}]",
                end(start(byBytes, "[`aaa`,1,2,3,4,5,6]")).output());
    }

    @Test
    void failuresAreToleratedUpToTheThreshold() {
        String child = """
                `C`:{`Type`:`Choice`,`Default`:`P`,`Choices`:[{`Variable`:`$.bad`,`BooleanEquals`:true,`Next`:`F`}]},
                `F`:{`Type`:`Fail`,`Error`:`Bad`,`Cause`:`was bad`},`P`:{`Type`:`Pass`,`End`:true}""";
        String input = "[{`bad`:false},{`bad`:true},{`bad`:true},{`bad`:false}]";
        String none = machine("none", "", "STANDARD", "C", child);
        String execution = start(none, input);
        DescribeExecutionResponse failed = end(execution);
        assertEquals("States.ExceedToleratedFailureThreshold", failed.error());
        assertEquals("The specified tolerated failure threshold was exceeded", failed.cause());
        assertEquals(MapRunStatus.FAILED, described(execution).status());
        assertEquals(2, described(execution).itemCounts().failed());
        String two = machine("two", "`ToleratedFailureCount`:2,", "STANDARD", "C", child);
        DescribeExecutionResponse fine = end(start(two, input));
        assertEquals(ExecutionStatus.SUCCEEDED, fine.status());
        assertTrue(fine.output().contains("\"Cause\":\"was bad\",\"Error\":\"Bad\",\"ExecutionArn\""), fine.output());
        String half = machine("half", "`ToleratedFailurePercentage`:50,", "EXPRESS", "C", child);
        assertEquals(ExecutionStatus.SUCCEEDED, end(start(half, input)).status());
        String less = machine("less", "`ToleratedFailurePercentagePath`:`$[0].p`,", "EXPRESS", "C", child);
        assertEquals(
                ExecutionStatus.FAILED,
                end(start(less, "[{`bad`:false,`p`:49.9},{`bad`:true},{`bad`:true},{`bad`:false}]"))
                        .status());
        DescribeExecutionResponse wrong = end(start(less, "[{`bad`:false,`p`:101}]"));
        assertEquals("States.Runtime", wrong.error());
        assertTrue(wrong.cause().endsWith("ToleratedFailurePercentage must be between 0 and 100."), wrong.cause());
    }

    @Test
    void resultsAreWrittenToS3() {
        String child = """
                `C`:{`Type`:`Choice`,`Default`:`P`,`Choices`:[{`Variable`:`$.bad`,`BooleanEquals`:true,`Next`:`F`}]},
                `F`:{`Type`:`Fail`,`Error`:`Bad`,`Cause`:`was bad`},
                `P`:{`Type`:`Pass`,`Parameters`:{`out.$`:`$.n`},`OutputPath`:`$.out`,`End`:true}""";
        String writer = "`ToleratedFailureCount`:5,`ResultWriter`:{`Resource`:`arn:aws:states:::s3:putObject`,"
                + "`Parameters`:{`Bucket`:`data`,`Prefix`:`out`}%s},";
        String input = "[{`bad`:false,`n`:[1,2]},{`bad`:true},{`bad`:false,`n`:[3]}]";
        String execution = start(machine("whole", writer.formatted(""), "STANDARD", "C", child), input);
        String output = end(execution).output();
        String run = mapRun(execution);
        String folder = "out/" + run.substring(run.lastIndexOf(':') + 1) + "/";
        assertEquals(
                "{\"MapRunArn\":\"" + run + "\",\"ResultWriterDetails\":{\"Bucket\":\"data\",\"Key\":\"" + folder
                        + "manifest.json\"}}",
                output);
        String succeeded = get(folder + "SUCCEEDED_0.json");
        String failed = get(folder + "FAILED_0.json");
        assertEquals(
                "{\"DestinationBucket\":\"data\",\"MapRunArn\":\"" + run
                        + "\",\"ResultFiles\":{\"FAILED\":[{\"Key\":\"" + folder + "FAILED_0.json\",\"Size\":"
                        + failed.length() + "}],\"PENDING\":[],\"SUCCEEDED\":[{\"Key\":\"" + folder
                        + "SUCCEEDED_0.json\",\"Size\":" + succeeded.length() + "}]}}",
                get(folder + "manifest.json"));
        assertTrue(
                succeeded.startsWith("[{\"ExecutionArn\":\"arn:aws:states:us-east-1:000000000000:execution:whole/M:"));
        assertTrue(succeeded.contains(
                "\"Input\":\"{\\\"bad\\\":false,\\\"n\\\":[3]}\",\"InputDetails\":{\"Included\":true}"));
        assertTrue(succeeded.contains("\"Output\":\"[3]\",\"OutputDetails\":{\"Included\":true},\"RedriveCount\":0"));
        assertTrue(failed.startsWith("[{\"Cause\":\"was bad\",\"Error\":\"Bad\",\"ExecutionArn\""), failed);
        assertEquals(3, described(execution).itemCounts().resultsWritten());
        String flat = start(
                machine(
                        "flat",
                        writer.formatted(",`WriterConfig`:{`Transformation`:`FLATTEN`,`OutputType`:`JSONL`}"),
                        "EXPRESS",
                        "C",
                        child),
                input);
        weir.untilQuiet();
        String id = mapRun(flat).substring(mapRun(flat).lastIndexOf(':') + 1);
        assertEquals("1\n2\n3\n", get("out/" + id + "/SUCCEEDED_0.jsonl"));
        String none = machine("none", writer.formatted("").replace("`data`", "`nowhere`"), "STANDARD", "C", child);
        assertEquals("States.ResultWriterFailed", end(start(none, input)).error());
    }

    @Test
    void whatWasNotBegunIsWrittenAsPending() {
        String writer = "`MaxConcurrency`:1,`ResultWriter`:{`Resource`:`arn:aws:states:::s3:putObject`,"
                + "`Parameters`:{`Bucket`:`data`}},";
        String child = "`F`:{`Type`:`Fail`,`Error`:`Bad`}";
        String execution = start(machine("m", writer, "STANDARD", "F", child), "[`a`,`b`,`c`]");
        assertEquals("States.ExceedToleratedFailureThreshold", end(execution).error());
        String id = mapRun(execution).substring(mapRun(execution).lastIndexOf(':') + 1);
        assertEquals(1, described(execution).executionCounts().failed());
        assertTrue(get(id + "/PENDING_0.json").contains("\"Input\":\"\\\"c\\\"\""));
    }

    @Test
    void aMapRunIsChangedWhileItRuns() {
        String machine = machine(
                "m",
                "`MaxConcurrency`:2,",
                "STANDARD",
                "W",
                "`W`:{`Type`:`Wait`,`Seconds`:60,`Next`:`F`},`F`:{`Type`:`Fail`,`Error`:`Bad`}");
        String execution = start(machine, "[1,2,3,4,5,6]");
        weir.advance(Duration.ofSeconds(1));
        String run = mapRun(execution);
        assertEquals(2, described(execution).executionCounts().running());
        assertEquals(4, described(execution).itemCounts().pending());
        assertEquals(2, described(execution).maxConcurrency());
        states.updateMapRun(b -> b.mapRunArn(run).maxConcurrency(5).toleratedFailureCount(10L));
        weir.advance(Duration.ofSeconds(1));
        assertEquals(5, described(execution).executionCounts().running());
        assertEquals(10, described(execution).toleratedFailureCount());
        assertEquals(ExecutionStatus.SUCCEEDED, end(execution).status());
        assertEquals(6, described(execution).itemCounts().failed());
        assertThrows(
                ValidationException.class,
                () -> states.updateMapRun(b -> b.mapRunArn(run).maxConcurrency(1)));
        assertThrows(ResourceNotFoundException.class, () -> states.describeMapRun(b -> b.mapRunArn(run + "x")));
    }

    @Test
    void childrenEndWithTheExecution() {
        String machine = machine("m", "", "STANDARD", "W", "`W`:{`Type`:`Wait`,`Seconds`:60,`End`:true}");
        String execution = start(machine, "[1,2]");
        weir.advance(Duration.ofSeconds(1));
        states.stopExecution(b -> b.executionArn(execution));
        assertEquals(ExecutionStatus.ABORTED, end(execution).status());
        DescribeMapRunResponse run = described(execution);
        assertEquals(MapRunStatus.ABORTED, run.status());
        assertEquals(2, run.executionCounts().aborted());
        assertEquals(
                List.of(ExecutionStatus.ABORTED, ExecutionStatus.ABORTED),
                states.listExecutions(b -> b.mapRunArn(run.mapRunArn())).executions().stream()
                        .map(ExecutionListItem::status)
                        .toList());
    }

    @Test
    void jsonataSelectsBatchesAndCatches() {
        put("n.json", "[1,2,3,4]");
        String definition = """
                {`QueryLanguage`:`JSONata`,`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`Next`:`Done`,
                 `ItemReader`:{`Resource`:`arn:aws:states:::s3:getObject`,
                  `ReaderConfig`:{`InputType`:`JSON`,`MaxItems`:`{%% $states.input.most %%}`},
                  `Arguments`:{`Bucket`:`data`,`Key`:`{%% $states.input.key %%}`}},
                 `ItemSelector`:{`double`:`{%% $states.context.Map.Item.Value * 2 %%}`},
                 `ItemBatcher`:{`MaxItemsPerBatch`:`{%% 1 + 1 %%}`,`BatchInput`:`{%% $states.input.key %%}`},
                 `MaxConcurrency`:`{%% 2 %%}`,`Output`:`{%% $states.result %%}`,
                 `Catch`:[{`ErrorEquals`:[`States.ItemReaderFailed`],`Next`:`Caught`}],
                 `ItemProcessor`:{`ProcessorConfig`:{`Mode`:`DISTRIBUTED`,`ExecutionType`:`STANDARD`},`StartAt`:`P`,
                  `States`:{`P`:{`Type`:`Pass`,`Output`:`{%% $sum($states.input.Items.double) %%}`,`End`:true}}}},
                 `Done`:{`Type`:`Succeed`},`Caught`:{`Type`:`Pass`,`Output`:`caught`,`End`:true}}}""".formatted().replace('`', '"');
        String machine = states.createStateMachine(
                        b -> b.name("j").roleArn(ROLE).definition(definition))
                .stateMachineArn();
        assertEquals("[6,6]", end(start(machine, "{`key`:`n.json`,`most`:3}")).output());
        assertEquals(
                "\"caught\"", end(start(machine, "{`key`:`none`,`most`:3}")).output());
    }

    @Test
    void aMapRunWithinAChildOfAMapRunIsOneOfTheSameMachine() {
        String inner = """
                `N`:{`Type`:`Map`,`Label`:`Inner`,`End`:true,`ItemProcessor`:{
                 `ProcessorConfig`:{`Mode`:`DISTRIBUTED`,`ExecutionType`:`STANDARD`},
                 `StartAt`:`P`,`States`:{`P`:{`Type`:`Pass`,`End`:true}}}}""";
        String execution = start(machine("m", "`Label`:`Outer`,", "STANDARD", "N", inner), "[[1,2],[3]]");
        assertEquals("[[1,2],[3]]", end(execution).output());
        String outer = mapRun(execution);
        String child = states.listExecutions(b -> b.mapRunArn(outer))
                .executions()
                .getFirst()
                .executionArn();
        assertTrue(mapRun(child).contains(":mapRun:m/Inner:"), mapRun(child));
    }

    @Test
    void tenThousandItemsRun() {
        String items =
                IntStream.range(0, 10_000).mapToObj(i -> "{\"n\":" + i + "}").collect(Collectors.joining("\n"));
        put("many.jsonl", items);
        String machine = machine(
                "m",
                READ.formatted("`InputType`:`JSONL`")
                        + "`ResultWriter`:{`Resource`:`arn:aws:states:::s3:putObject`,`Parameters`:{`Bucket`:`data`},"
                        + "`WriterConfig`:{`Transformation`:`COMPACT`,`OutputType`:`JSONL`}},",
                "STANDARD",
                "P",
                PASS);
        String execution = start(machine, "{`key`:`many.jsonl`}");
        assertEquals(ExecutionStatus.SUCCEEDED, end(execution).status());
        DescribeMapRunResponse run = described(execution);
        assertEquals(10_000, run.itemCounts().total());
        assertEquals(10_000, run.itemCounts().succeeded());
        String id = run.mapRunArn().substring(run.mapRunArn().lastIndexOf(':') + 1);
        assertEquals(items + "\n", get(id + "/SUCCEEDED_0.jsonl"));
        DescribeExecutionResponse tooMuch = end(start(
                machine("o", READ.formatted("`InputType`:`JSONL`"), "EXPRESS", "P", PASS), "{`key`:`many.jsonl`}"));
        assertEquals(ExecutionStatus.SUCCEEDED, tooMuch.status(), tooMuch.cause());
    }

    @Test
    void whatWeirLacksIsRefusedByName() {
        for (String config : List.of("`InputType`:`PARQUET`", "`InputType`:`CSV`,`ManifestType`:`ATHENA_DATA`")) {
            InvalidDefinitionException refused = assertThrows(
                    InvalidDefinitionException.class,
                    () -> machine("m", READ.formatted(config), "STANDARD", "P", PASS));
            assertTrue(refused.getMessage().contains("weir does not implement"), refused.getMessage());
        }
        assertThrows(InvalidDefinitionException.class, () -> machine("m", "`Label`:`a b`,", "STANDARD", "P", PASS));
    }
}
