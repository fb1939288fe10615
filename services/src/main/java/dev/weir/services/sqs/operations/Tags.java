package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.ListQueueTagsRequest;
import dev.weir.api.sqs.ListQueueTagsResult;
import dev.weir.api.sqs.TagQueueRequest;
import dev.weir.api.sqs.TagQueueResponse;
import dev.weir.api.sqs.UntagQueueRequest;
import dev.weir.api.sqs.UntagQueueResponse;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** TagQueue, UntagQueue and ListQueueTags. */
public final class Tags {
    private static final int MAX_TAGS = 50;

    private final QueueUrls urls;

    public Tags(QueueUrls urls) {
        this.urls = urls;
    }

    public TagQueueResponse tag(Call call, TagQueueRequest input) {
        Map<String, String> added = SqsErrors.required(input.tags(), "Tags");
        urls.queue(call, input.queueUrl()).configure(queue -> {
            Map<String, String> tags = new LinkedHashMap<>(queue.tags());
            tags.putAll(added);
            if (tags.size() > MAX_TAGS) {
                throw SqsErrors.invalidParameter(
                        "Too many tags added for queue " + queue.name().name() + ".");
            }
            return queue.withTags(tags);
        });
        return new TagQueueResponse();
    }

    public UntagQueueResponse untag(Call call, UntagQueueRequest input) {
        List<String> keys = SqsErrors.required(input.tagKeys(), "TagKeys");
        urls.queue(call, input.queueUrl()).configure(queue -> {
            Map<String, String> tags = new LinkedHashMap<>(queue.tags());
            tags.keySet().removeAll(keys);
            return queue.withTags(tags);
        });
        return new UntagQueueResponse();
    }

    public ListQueueTagsResult list(Call call, ListQueueTagsRequest input) {
        Map<String, String> tags = urls.queue(call, input.queueUrl()).queue().tags();
        return new ListQueueTagsResult(tags.isEmpty() ? null : tags);
    }
}
