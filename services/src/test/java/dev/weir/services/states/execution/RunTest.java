package dev.weir.services.states.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.services.states.data.Data;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private static Simulator.Answer result(String json) {
        return new Simulator.Answer(Data.parse(json.replace('`', '"')), null, null);
    }

    private static Simulator run(String definition, String input) {
        return new Simulator(definition, input).run(task -> result("null"));
    }

    @Test
    void aMapOfOneAtATimeHasTheHistoryThatAwsGivesIt() {
        Simulator done = run("""
                {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`MaxConcurrency`:1,`End`:true,
                 `ItemSelector`:{`v.$`:`$$.Map.Item.Value`,`i.$`:`$$.Map.Item.Index`,`all.$`:`$`},
                 `ItemProcessor`:{`StartAt`:`P`,`States`:{`P`:{`Type`:`Pass`,`End`:true}}}}}}""", "[`a`,`b`]");
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapIterationStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "MapIterationSucceeded",
                        "MapIterationStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "MapIterationSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded"),
                done.types());
        assertEquals(
                List.of(0L, 0L, 2L, 3L, 4L, 5L, 6L, 6L, 8L, 9L, 10L, 11L, 11L, 13L),
                done.history.stream().map(event -> event.previousEventId()).toList());
        assertEquals(
                "[{\"v\":\"a\",\"i\":0,\"all\":[\"a\",\"b\"]},{\"v\":\"b\",\"i\":1,\"all\":[\"a\",\"b\"]}]",
                done.outcome.output());
    }

    /** The most values that a step keeps, of a Map over so many items, once it has begun. */
    private static int mostKept(int items) {
        String input = IntStream.range(0, items).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        Simulator simulator = new Simulator("""
                {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`MaxConcurrency`:3,`End`:true,
                 `ItemProcessor`:{`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`Resource`:`%s`,`End`:true}}}}}}""".formatted(FUNCTION), input);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        simulator.run(task -> {
            if (calls.incrementAndGet() > 4) {
                most.accumulateAndGet(simulator.written, Math::max);
            }
            return new Simulator.Answer(task.input(), null, null);
        });
        assertEquals(input, simulator.outcome.output());
        return most.get();
    }

    @Test
    void aStepOfAWideMapKeepsNoMoreThanOneOfANarrowMap() {
        assertEquals(mostKept(10), mostKept(1000));
    }

    @Test
    void aBranchThatFailsEndsItsParallelStateAndIsCaught() {
        Simulator done = run("""
                {`StartAt`:`P`,`States`:{`P`:{`Type`:`Parallel`,`Next`:`S`,
                 `Catch`:[{`ErrorEquals`:[`Oops`],`ResultPath`:`$.error`,`Next`:`C`}],
                 `Branches`:[{`StartAt`:`F`,`States`:{`F`:{`Type`:`Fail`,`Error`:`Oops`,`Cause`:`why`}}},
                   {`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:100,`End`:true}}}]},
                 `S`:{`Type`:`Succeed`},`C`:{`Type`:`Pass`,`End`:true}}}""", "{`x`:1}");
        assertEquals("{\"x\":1,\"error\":{\"Error\":\"Oops\",\"Cause\":\"why\"}}", done.outcome.output());
        assertEquals(Simulator.START, done.now);
    }

    @Test
    void retriesBackOffAndThenTheErrorIsTheExecutions() {
        Simulator done = new Simulator("""
                        {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`Resource`:`%s`,`End`:true,
                         `Retry`:[{`ErrorEquals`:[`E`],`IntervalSeconds`:2,`BackoffRate`:3,`MaxAttempts`:2}]}}}""".formatted(FUNCTION), "{}").run(task -> new Simulator.Answer(null, "E", "c"));
        assertEquals("FAILED", done.outcome.status());
        assertEquals("E", done.outcome.error());
        assertEquals(Duration.ofSeconds(8), Duration.between(Simulator.START, done.now));
        assertEquals(
                3, done.types().stream().filter("LambdaFunctionFailed"::equals).count());
    }

    @Test
    void aTaskThatTakesTooLongTimesOut() {
        Simulator done = new Simulator("""
                        {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`Resource`:`%s`,`TimeoutSeconds`:30,`End`:true}}}""".formatted(FUNCTION), "{}").run(task -> null);
        assertEquals("States.Timeout", done.outcome.error());
        assertEquals(Duration.ofSeconds(30), Duration.between(Simulator.START, done.now));
    }

    @Test
    void jsonataHasArgumentsVariablesAndOutput() {
        Simulator done = new Simulator("""
                        {`QueryLanguage`:`JSONata`,`StartAt`:`A`,`States`:{
                         `A`:{`Type`:`Pass`,`Assign`:{`n`:`{%% $states.input.n + 1 %%}`},`Next`:`T`},
                         `T`:{`Type`:`Task`,`Resource`:`%s`,`Arguments`:{`twice`:`{%% $n * 2 %%}`},
                          `Output`:{`sum`:`{%% $sum($states.result.numbers) %%}`,`n`:`{%% $n %%}`},`Next`:`C`},
                         `C`:{`Type`:`Choice`,`Choices`:[{`Condition`:`{%% $states.input.sum > 5 %%}`,`Next`:`Big`}],
                          `Default`:`Small`},
                         `Big`:{`Type`:`Succeed`},`Small`:{`Type`:`Fail`}}}""".formatted(FUNCTION), "{`n`:20}").run(task -> {
            assertEquals("{\"twice\":42}", Data.text(task.input()));
            return result("{`numbers`:[1,2,3]}");
        });
        assertEquals("{\"sum\":6,\"n\":21}", done.outcome.output());
    }

    @Test
    void anExpressionThatGivesNothingFailsTheStateAsOnAws() {
        Simulator done = run("""
                {`QueryLanguage`:`JSONata`,`StartAt`:`A`,`States`:{
                 `A`:{`Type`:`Pass`,`Output`:{`error`:`{% $nothing %}`},`End`:true}}}""", "{}");
        assertEquals("States.QueryEvaluationError", done.outcome.error());
        assertEquals(
                "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression"
                        + " '$nothing' specified for the field 'Output/error' returned nothing (undefined).",
                done.outcome.cause());
    }

    @Test
    void pathsThatFindNothingSayWhatAwsSays() {
        Simulator input = run(
                "{`StartAt`:`pass`,`States`:{`pass`:{`Type`:`Pass`,`InputPath`:`$.NoSuchInputPath`,`End`:true}}}",
                "{}");
        assertEquals(
                "An error occurred while executing the state 'pass' (entered at the event id #2). Invalid path"
                        + " '$.NoSuchInputPath' : No results for path: $['NoSuchInputPath']",
                input.outcome.cause());
        Simulator template = run(
                "{`StartAt`:`pass`,`States`:{`pass`:{`Type`:`Pass`,`Parameters`:{`value.$`:`$.no`},`End`:true}}}",
                "{`a`:1}");
        assertEquals(
                "An error occurred while executing the state 'pass' (entered at the event id #2). The JSONPath '$.no'"
                        + " specified for the field 'value.$' could not be found in the input '{\"a\":1}'",
                template.outcome.cause());
    }

    @Test
    void aMonthIsATimer() {
        Simulator done = run("""
                {`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`SecondsPath`:`$.s`,`Next`:`I`},
                 `I`:{`Type`:`Pass`,`Parameters`:{`t.$`:`States.Format('{} and {}', $.s, States.MathAdd($.s, 1))`},
                  `ResultPath`:`$.r`,`OutputPath`:`$.r.t`,`End`:true}}}""", "{`s`:2592000}");
        assertEquals("\"2592000 and 2592001\"", done.outcome.output());
        assertEquals(Duration.ofDays(30), Duration.between(Simulator.START, done.now));
    }
}
