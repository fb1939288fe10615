package dev.weir.services.sns.operations;

import dev.weir.api.sns.ListTagsForResourceRequest;
import dev.weir.api.sns.ListTagsForResourceResponse;
import dev.weir.api.sns.Tag;
import dev.weir.api.sns.TagLimitExceededException;
import dev.weir.api.sns.TagResourceRequest;
import dev.weir.api.sns.TagResourceResponse;
import dev.weir.api.sns.UntagResourceRequest;
import dev.weir.api.sns.UntagResourceResponse;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TagResource, UntagResource and ListTagsForResource. */
public final class TagCalls {
    private static final int MAX_TAGS = 50;

    private final Topics topics;

    public TagCalls(Topics topics) {
        this.topics = topics;
    }

    static Map<String, String> tags(@Nullable List<Tag> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : given == null ? List.<Tag>of() : given) {
            String key = tag.key() == null ? "" : tag.key();
            if (tags.put(key, tag.value() == null ? "" : tag.value()) != null) {
                throw SnsErrors.invalid("Duplicated keys are not allowed.");
            }
        }
        return tags;
    }

    public TagResourceResponse tag(Call call, TagResourceRequest input) {
        Map<String, String> added = tags(input.tags());
        topic(input.resourceArn()).configure(topic -> {
            Map<String, String> tags = new LinkedHashMap<>(topic.tags());
            tags.putAll(added);
            if (tags.size() > MAX_TAGS) {
                throw new TagLimitExceededException("Could not complete request: tag quota of per resource exceeded");
            }
            return topic.withTags(tags);
        });
        return new TagResourceResponse();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest input) {
        List<String> keys = input.tagKeys() == null ? List.of() : input.tagKeys();
        topic(input.resourceArn()).configure(topic -> {
            Map<String, String> tags = new LinkedHashMap<>(topic.tags());
            tags.keySet().removeAll(keys);
            return topic.withTags(tags);
        });
        return new UntagResourceResponse();
    }

    public ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest input) {
        return new ListTagsForResourceResponse(topic(input.resourceArn()).topic().tags().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList());
    }

    private TopicOwner topic(@Nullable String arn) {
        return topics.find(TopicArns.parse(arn, "Resource")).orElseThrow(SnsErrors::noResource);
    }
}
