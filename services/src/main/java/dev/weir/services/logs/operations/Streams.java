package dev.weir.services.logs.operations;

import dev.weir.api.logs.CreateLogStreamRequest;
import dev.weir.api.logs.CreateLogStreamResponse;
import dev.weir.api.logs.DeleteLogStreamRequest;
import dev.weir.api.logs.DeleteLogStreamResponse;
import dev.weir.api.logs.DescribeLogStreamsRequest;
import dev.weir.api.logs.DescribeLogStreamsResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.services.logs.LogsErrors;
import dev.weir.services.logs.state.LogStore;
import dev.weir.services.logs.state.LogStream;
import dev.weir.shapes.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Log streams: create, delete, list. */
public final class Streams {
    private static final int DEFAULT_PAGE = 50;

    private final Kernel kernel;
    private final LogStore store;

    public Streams(Kernel kernel, LogStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    public CreateLogStreamResponse create(Call call, CreateLogStreamRequest input) {
        store.createStream(
                call.scope(),
                Names.ofArn(Objects.requireNonNull(input.logGroupName())),
                new LogStream(
                        Objects.requireNonNull(input.logStreamName()),
                        kernel.clock().millis(),
                        null,
                        null,
                        null));
        return CreateLogStreamResponse.builder().build();
    }

    public DeleteLogStreamResponse delete(Call call, DeleteLogStreamRequest input) {
        store.deleteStream(
                call.scope(),
                Names.ofArn(Objects.requireNonNull(input.logGroupName())),
                Objects.requireNonNull(input.logStreamName()));
        return DeleteLogStreamResponse.builder().build();
    }

    public DescribeLogStreamsResponse describe(Call call, DescribeLogStreamsRequest input) {
        Scope scope = call.scope();
        String group = Names.group(input.logGroupName(), input.logGroupIdentifier());
        store.requireGroup(scope, group);
        boolean byTime = "LastEventTime".equals(input.orderBy());
        String prefix = input.logStreamNamePrefix() == null ? "" : input.logStreamNamePrefix();
        if (byTime && !prefix.isEmpty()) {
            throw new dev.weir.api.logs.InvalidParameterException(
                    "Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Comparator<LogStream> order = byTime
                ? Comparator.comparingLong((LogStream stream) -> stream.last() == null ? 0 : stream.last())
                        .thenComparing(LogStream::name)
                : Comparator.comparing(LogStream::name);
        if (Boolean.TRUE.equals(input.descending())) {
            order = order.reversed();
        }
        List<LogStream> all = store.allStreams(scope, group).stream()
                .filter(stream -> stream.name().startsWith(prefix))
                .sorted(order)
                .toList();
        int from = start(all, input.nextToken());
        int to = Math.min(all.size(), from + (input.limit() == null ? DEFAULT_PAGE : input.limit()));
        return DescribeLogStreamsResponse.builder()
                .logStreams(all.subList(from, to).stream()
                        .map(stream -> description(scope, group, stream))
                        .toList())
                .nextToken(to < all.size() ? all.get(to - 1).name() : null)
                .build();
    }

    private static int start(List<LogStream> all, @Nullable String token) {
        if (token == null) {
            return 0;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(token)) {
                return i + 1;
            }
        }
        throw LogsErrors.badToken();
    }

    private static dev.weir.api.logs.LogStream description(Scope scope, String group, LogStream stream) {
        return dev.weir.api.logs.LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.created())
                .firstEventTimestamp(stream.first())
                .lastEventTimestamp(stream.last())
                .lastIngestionTime(stream.lastIngestion())
                .uploadSequenceToken(stream.last() == null ? null : EventOperations.SEQUENCE_TOKEN)
                .arn(Names.arn(scope, group) + ":log-stream:" + stream.name())
                .storedBytes(0L)
                .build();
    }
}
