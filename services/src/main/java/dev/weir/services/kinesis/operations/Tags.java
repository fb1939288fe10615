package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.AddTagsToStreamInput;
import dev.weir.api.kinesis.ListTagsForResourceInput;
import dev.weir.api.kinesis.ListTagsForResourceOutput;
import dev.weir.api.kinesis.ListTagsForStreamInput;
import dev.weir.api.kinesis.ListTagsForStreamOutput;
import dev.weir.api.kinesis.RemoveTagsFromStreamInput;
import dev.weir.api.kinesis.Tag;
import dev.weir.api.kinesis.TagResourceInput;
import dev.weir.api.kinesis.UntagResourceInput;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tags of streams and consumers. Source: API Reference, "AddTagsToStream" and "TagResource". */
public final class Tags {
    private static final int MOST = 50;
    private static final int PAGE = 50;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@%]*");

    private final Streams streams;
    private final Lookup lookup;

    public Tags(Streams streams, Lookup lookup) {
        this.streams = streams;
        this.lookup = lookup;
    }

    /** The tags with those added. */
    static Map<String, String> checked(
            String stream, String account, Map<String, String> now, @Nullable Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(now);
        if (more != null) {
            check(more.keySet());
            check(more.values());
            all.putAll(more);
        }
        if (all.size() > MOST) {
            throw KinesisErrors.invalid("Failed to add tags to stream " + stream + " under account " + account
                    + " because a given stream cannot have more than " + MOST + " tags associated with it.");
        }
        return all;
    }

    private static void check(Collection<String> texts) {
        if (!texts.stream().allMatch(text -> ALLOWED.matcher(text).matches())) {
            throw KinesisErrors.invalid("Some tags contain invalid characters. Valid characters: Unicode letters,"
                    + " digits, white space, _ . / = + - % @ :.");
        }
    }

    public void add(Call call, AddTagsToStreamInput input) {
        StreamOwner owner = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId());
        owner.change(stream -> stream.withTags(checked(stream.name(), stream.account(), stream.tags(), input.tags())));
    }

    public void remove(Call call, RemoveTagsFromStreamInput input) {
        StreamOwner owner = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId());
        owner.change(stream -> stream.withTags(without(stream.tags(), input.tagKeys())));
    }

    private static Map<String, String> without(Map<String, String> tags, @Nullable List<String> keys) {
        List<String> gone = Objects.requireNonNull(keys);
        check(gone);
        Map<String, String> rest = new TreeMap<>(tags);
        gone.forEach(rest::remove);
        return rest;
    }

    public ListTagsForStreamOutput list(Call call, ListTagsForStreamInput input) {
        Stream stream = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId()).stream();
        TreeMap<String, String> sorted = new TreeMap<>(stream.tags());
        String after = input.exclusiveStartTagKey();
        List<Tag> rest = tags(after == null ? sorted : sorted.tailMap(after, false));
        int limit = input.limit() == null ? PAGE : input.limit();
        boolean more = rest.size() > limit;
        return ListTagsForStreamOutput.builder()
                .tags(more ? rest.subList(0, limit) : rest)
                .hasMoreTags(more)
                .build();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    public void tag(Call call, TagResourceInput input) {
        Lookup.refuse(input.streamId());
        change(
                lookup.resource(input.resourceARN()),
                tags -> checked(
                        String.valueOf(input.resourceARN()), call.scope().account(), tags, input.tags()));
    }

    public void untag(Call call, UntagResourceInput input) {
        Lookup.refuse(input.streamId());
        change(lookup.resource(input.resourceARN()), tags -> without(tags, input.tagKeys()));
    }

    private void change(Lookup.Resource resource, UnaryOperator<Map<String, String>> change) {
        Consumer consumer = resource.consumer();
        if (consumer == null) {
            resource.owner().change(stream -> stream.withTags(change.apply(stream.tags())));
            return;
        }
        Consumer tagged = consumer.withTags(change.apply(consumer.tags()));
        streams.kernel().store().write(tx -> {
            streams.put(tx, resource.owner().stream(), tagged);
            return null;
        });
    }

    public ListTagsForResourceOutput listOf(Call call, ListTagsForResourceInput input) {
        Lookup.refuse(input.streamId());
        Lookup.Resource resource = lookup.resource(input.resourceARN());
        Consumer consumer = resource.consumer();
        Map<String, String> tags = consumer == null ? resource.owner().stream().tags() : consumer.tags();
        return ListTagsForResourceOutput.builder()
                .tags(tags(new TreeMap<>(tags)))
                .build();
    }
}
