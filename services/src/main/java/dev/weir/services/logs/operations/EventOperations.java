package dev.weir.services.logs.operations;

import dev.weir.api.logs.FilterLogEventsRequest;
import dev.weir.api.logs.FilterLogEventsResponse;
import dev.weir.api.logs.FilteredLogEvent;
import dev.weir.api.logs.GetLogEventsRequest;
import dev.weir.api.logs.GetLogEventsResponse;
import dev.weir.api.logs.InputLogEvent;
import dev.weir.api.logs.OutputLogEvent;
import dev.weir.api.logs.PutLogEventsRequest;
import dev.weir.api.logs.PutLogEventsResponse;
import dev.weir.api.logs.RejectedLogEventsInfo;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.services.logs.LogsErrors;
import dev.weir.services.logs.domain.FilterPattern;
import dev.weir.services.logs.state.LogEvent;
import dev.weir.services.logs.state.LogGroup;
import dev.weir.services.logs.state.LogStore;
import dev.weir.services.logs.state.LogStore.NewEvent;
import dev.weir.services.logs.state.LogStore.Position;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PutLogEvents, GetLogEvents and FilterLogEvents. */
public final class EventOperations {
    /** Sequence tokens mean nothing any more, but clients that look for one find it. */
    static final String SEQUENCE_TOKEN = "49640000000000000000000000000000000000000000000000000001";

    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_BATCH_BYTES = 1_048_576;
    private static final int EVENT_OVERHEAD = 26;
    private static final int MAX_ANSWER_BYTES = 1_048_576;
    private static final int MAX_SCANNED = 100_000;
    private static final int CHUNK = 1000;
    private static final Duration MAX_SPAN = Duration.ofDays(1);
    private static final Duration TOO_OLD = Duration.ofDays(14);
    private static final Duration TOO_NEW = Duration.ofHours(2);

    private final Kernel kernel;
    private final LogStore store;

    public EventOperations(Kernel kernel, LogStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    public PutLogEventsResponse put(Call call, PutLogEventsRequest input) {
        Scope scope = call.scope();
        String name = Names.ofArn(Objects.requireNonNull(input.logGroupName()));
        LogGroup group = store.group(scope, name).orElseThrow(LogsErrors::noGroup);
        List<InputLogEvent> given = Objects.requireNonNull(input.logEvents());
        long now = kernel.clock().millis();
        long oldest = now - TOO_OLD.toMillis();
        long expired = group.expired(now);
        long newest = now + TOO_NEW.toMillis();
        Integer tooOld = null;
        Integer tooNew = null;
        Integer tooExpired = null;
        long size = 0;
        long last = Long.MIN_VALUE;
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            long timestamp = Objects.requireNonNull(given.get(i).timestamp());
            String message = Objects.requireNonNull(given.get(i).message());
            if (timestamp < last) {
                throw LogsErrors.unordered();
            }
            last = timestamp;
            size += message.getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
            if (timestamp < oldest) {
                tooOld = i + 1;
            } else if (timestamp < expired) {
                tooExpired = i + 1;
            } else if (timestamp > newest) {
                tooNew = tooNew == null ? Integer.valueOf(i) : tooNew;
            } else {
                events.add(new NewEvent(timestamp, message));
            }
        }
        if (!given.isEmpty() && last - Objects.requireNonNull(given.getFirst().timestamp()) > MAX_SPAN.toMillis()) {
            throw LogsErrors.tooLongASpan();
        }
        if (size > MAX_BATCH_BYTES) {
            throw LogsErrors.tooLarge();
        }
        store.append(scope, name, Objects.requireNonNull(input.logStreamName()), events, now);
        boolean rejected = tooOld != null || tooNew != null || tooExpired != null;
        return PutLogEventsResponse.builder()
                .nextSequenceToken(SEQUENCE_TOKEN)
                .rejectedLogEventsInfo(
                        rejected
                                ? RejectedLogEventsInfo.builder()
                                        .tooOldLogEventEndIndex(tooOld)
                                        .tooNewLogEventStartIndex(tooNew)
                                        .expiredLogEventEndIndex(tooExpired)
                                        .build()
                                : null)
                .build();
    }

    public GetLogEventsResponse get(Call call, GetLogEventsRequest input) {
        Scope scope = call.scope();
        String group = Names.group(input.logGroupName(), input.logGroupIdentifier());
        String stream = Objects.requireNonNull(input.logStreamName());
        long kept = kept(scope, group);
        if (!store.hasStream(scope, group, stream)) {
            throw LogsErrors.noStream();
        }
        int limit = input.limit() == null ? MAX_EVENTS : input.limit();
        Position from = new Position(Math.max(kept, input.startTime() == null ? 0 : input.startTime()), 0);
        Position to = new Position(input.endTime() == null ? Long.MAX_VALUE : input.endTime(), 0);
        boolean backwards = !Boolean.TRUE.equals(input.startFromHead());
        Position start = from;
        if (input.nextToken() != null) {
            backwards = input.nextToken().startsWith("b/");
            start = position(input.nextToken().substring(input.nextToken().startsWith("f/") || backwards ? 2 : 0));
            if (backwards) {
                to = start;
            } else {
                from = start.timestamp() < kept ? from : start;
            }
        }
        List<LogEvent> events = bounded(store.events(scope, group, stream, from, to, limit, backwards));
        if (backwards) {
            events = events.reversed();
        }
        Position first = events.isEmpty()
                ? start
                : new Position(events.getFirst().timestamp(), events.getFirst().number());
        Position next = events.isEmpty()
                ? start
                : new Position(events.getLast().timestamp(), events.getLast().number() + 1);
        return GetLogEventsResponse.builder()
                .events(events.stream()
                        .map(event -> OutputLogEvent.builder()
                                .timestamp(event.timestamp())
                                .message(event.message())
                                .ingestionTime(event.ingestion())
                                .build())
                        .toList())
                .nextForwardToken("f/" + text(next))
                .nextBackwardToken("b/" + text(first))
                .build();
    }

    /** From when on events are there: what retention has passed is gone, even before it is removed. */
    private long kept(Scope scope, String group) {
        return Math.max(
                0,
                store.group(scope, group)
                        .orElseThrow(LogsErrors::noGroup)
                        .expired(kernel.clock().millis()));
    }

    private static List<LogEvent> bounded(List<LogEvent> events) {
        int bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += events.get(i).message().length() + EVENT_OVERHEAD;
            if (bytes > MAX_ANSWER_BYTES && i > 0) {
                return events.subList(0, i);
            }
        }
        return events;
    }

    public FilterLogEventsResponse filter(Call call, FilterLogEventsRequest input) {
        Scope scope = call.scope();
        String group = Names.group(input.logGroupName(), input.logGroupIdentifier());
        long kept = kept(scope, group);
        FilterPattern pattern;
        try {
            pattern = FilterPattern.parse(input.filterPattern() == null ? "" : input.filterPattern());
        } catch (FilterPattern.PatternException e) {
            throw LogsErrors.badPattern(String.valueOf(e.getMessage()));
        }
        Set<String> streams = input.logStreamNames() == null ? Set.of() : new HashSet<>(input.logStreamNames());
        String prefix = input.logStreamNamePrefix() == null ? "" : input.logStreamNamePrefix();
        int limit = input.limit() == null ? MAX_EVENTS : input.limit();
        if (!streams.isEmpty() && !prefix.isEmpty()) {
            throw LogsErrors.namesAndPrefix();
        }
        Position from = new Position(Math.max(kept, input.startTime() == null ? 0 : input.startTime()), 0);
        if (input.nextToken() != null) {
            Position next = position(input.nextToken());
            from = next.timestamp() < kept ? from : next;
        }
        Position to = new Position(
                input.endTime() == null || input.endTime() == Long.MAX_VALUE ? Long.MAX_VALUE : input.endTime() + 1, 0);
        List<FilteredLogEvent> found = new ArrayList<>();
        int scanned = 0;
        int bytes = 0;
        while (true) {
            List<LogEvent> chunk = store.events(scope, group, from, to, CHUNK, false);
            for (LogEvent event : chunk) {
                from = new Position(event.timestamp(), event.number() + 1);
                boolean wanted = (streams.isEmpty() || streams.contains(event.stream()))
                        && event.stream().startsWith(prefix);
                if (wanted && pattern.matches(event.message())) {
                    found.add(filtered(event));
                    bytes += event.message().length() + EVENT_OVERHEAD;
                    if (found.size() == limit || bytes > MAX_ANSWER_BYTES) {
                        boolean more =
                                !store.events(scope, group, from, to, 1, false).isEmpty();
                        return answer(found, more ? text(from) : null);
                    }
                }
            }
            scanned += chunk.size();
            if (chunk.size() < CHUNK) {
                return answer(found, null);
            }
            if (scanned >= MAX_SCANNED) {
                return answer(found, text(from));
            }
        }
    }

    private static FilterLogEventsResponse answer(List<FilteredLogEvent> events, @Nullable String next) {
        return FilterLogEventsResponse.builder()
                .events(events)
                .searchedLogStreams(List.of())
                .nextToken(next)
                .build();
    }

    private static FilteredLogEvent filtered(LogEvent event) {
        return FilteredLogEvent.builder()
                .logStreamName(event.stream())
                .timestamp(event.timestamp())
                .message(event.message())
                .ingestionTime(event.ingestion())
                .eventId(String.format(Locale.ROOT, "%020d%036d", event.timestamp(), event.number()))
                .build();
    }

    private static String text(Position position) {
        return position.timestamp() + "/" + position.number();
    }

    private static Position position(String token) {
        int slash = token.indexOf('/');
        try {
            return new Position(Long.parseLong(token.substring(0, slash)), Long.parseLong(token.substring(slash + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw LogsErrors.badToken();
        }
    }
}
