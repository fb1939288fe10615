package dev.weir.services.states.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.states.AssignedVariablesDetails;
import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.MapIterationEventDetails;
import dev.weir.api.states.StateEnteredEventDetails;
import dev.weir.api.states.StateExitedEventDetails;
import dev.weir.api.states.TaskScheduledEventDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is written of a history is read back as it was. */
class EventWriterTest {
    private static final Instant AT = Instant.parse("2026-11-24T01:02:03.456Z");

    private static HistoryEvent.Builder event(long id, String type) {
        return HistoryEvent.builder().id(id).previousEventId(id - 1).type(type).timestamp(AT);
    }

    @Test
    void everyKindOfMember() {
        List<HistoryEvent> events = List.of(
                event(1, "TaskScheduled")
                        .taskScheduledEventDetails(TaskScheduledEventDetails.builder()
                                .resourceType("sqs")
                                .resource("sendMessage")
                                .region("us-east-1")
                                .parameters("{\"ü\":\"\\u0000\"}")
                                .timeoutInSeconds(99_999_999L)
                                .build())
                        .build(),
                event(2, "MapIterationStarted")
                        .mapIterationStartedEventDetails(MapIterationEventDetails.builder()
                                .name("Each")
                                .index(0)
                                .build())
                        .build(),
                event(3, "PassStateExited")
                        .stateExitedEventDetails(StateExitedEventDetails.builder()
                                .name("Each")
                                .output("")
                                .assignedVariables(Map.of("a", "1", "b", ""))
                                .assignedVariablesDetails(AssignedVariablesDetails.builder()
                                        .truncated(false)
                                        .build())
                                .build())
                        .build(),
                HistoryEvent.builder().id(Long.MAX_VALUE).build());

        assertEquals(events, EventReader.decode(EventWriter.encode(events)));
    }

    @Test
    void aTextIsWrittenOnce() {
        String text = "x".repeat(10_000);
        List<HistoryEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(event(i, "PassStateEntered")
                    .stateEnteredEventDetails(StateEnteredEventDetails.builder()
                            .name("state " + i)
                            .input(text)
                            .build())
                    .build());
        }
        byte[] written = EventWriter.encode(events);

        assertTrue(written.length < 20_000, "of " + written.length + " bytes");
        assertEquals(events, EventReader.decode(written));
    }

    @Property(tries = 200)
    void anyTexts(@ForAll List<String> texts, @ForAll long number) {
        List<HistoryEvent> events = new ArrayList<>();
        for (String text : texts) {
            events.add(event(number, text)
                    .stateEnteredEventDetails(StateEnteredEventDetails.builder()
                            .name(text)
                            .input(text + text)
                            .build())
                    .build());
        }

        assertEquals(events, EventReader.decode(EventWriter.encode(events)));
    }
}
