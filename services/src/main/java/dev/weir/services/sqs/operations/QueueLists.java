package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.ListDeadLetterSourceQueuesRequest;
import dev.weir.api.sqs.ListDeadLetterSourceQueuesResult;
import dev.weir.api.sqs.ListQueuesRequest;
import dev.weir.api.sqs.ListQueuesResult;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListQueues and ListDeadLetterSourceQueues. */
public final class QueueLists {
    private static final int MOST = 1000;

    private final Queues queues;
    private final QueueUrls urls;

    public QueueLists(Queues queues, QueueUrls urls) {
        this.queues = queues;
        this.urls = urls;
    }

    public ListQueuesResult list(Call call, ListQueuesRequest input) {
        int limit = limit(input.maxResults());
        String prefix = input.queueNamePrefix() == null ? "" : input.queueNamePrefix();
        List<QueueName> names = queues.list(call.scope(), prefix, after(input.nextToken()), limit);
        return new ListQueuesResult(
                names.isEmpty() ? null : QueueUrls.urls(call, names), token(names, limit, input.maxResults()));
    }

    public ListDeadLetterSourceQueuesResult sources(Call call, ListDeadLetterSourceQueuesRequest input) {
        QueueOwner target = urls.queue(call, input.queueUrl());
        int limit = limit(input.maxResults());
        List<QueueName> names = queues.deadLetterSources(target.queue().name(), after(input.nextToken()), limit);
        return new ListDeadLetterSourceQueuesResult(
                QueueUrls.urls(call, names), token(names, limit, input.maxResults()));
    }

    private static int limit(@Nullable Integer max) {
        if (max == null) {
            return MOST;
        }
        if (max < 1 || max > MOST) {
            throw SqsErrors.invalidParameter(
                    "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.");
        }
        return max;
    }

    /** A token is given only to those who asked for pages, as on AWS. */
    private static @Nullable String token(List<QueueName> names, int limit, @Nullable Integer max) {
        if (max == null || names.size() < limit) {
            return null;
        }
        String last = names.get(names.size() - 1).name();
        return Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(@Nullable String token) {
        if (token == null) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalidParameter("Invalid or expired next token.");
        }
    }
}
