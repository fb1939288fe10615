package dev.weir.services.logs.operations;

import dev.weir.api.logs.ListTagsForResourceRequest;
import dev.weir.api.logs.ListTagsForResourceResponse;
import dev.weir.api.logs.ListTagsLogGroupRequest;
import dev.weir.api.logs.ListTagsLogGroupResponse;
import dev.weir.api.logs.TagLogGroupRequest;
import dev.weir.api.logs.TagLogGroupResponse;
import dev.weir.api.logs.TagResourceRequest;
import dev.weir.api.logs.TagResourceResponse;
import dev.weir.api.logs.UntagLogGroupRequest;
import dev.weir.api.logs.UntagLogGroupResponse;
import dev.weir.api.logs.UntagResourceRequest;
import dev.weir.api.logs.UntagResourceResponse;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tags of groups, in the present and in the old form of the operations. */
public final class Tags {
    private final Groups groups;

    public Tags(Groups groups) {
        this.groups = groups;
    }

    public TagResourceResponse tag(Call call, TagResourceRequest input) {
        groups.tag(
                call.scope(),
                Names.ofArn(Objects.requireNonNull(input.resourceArn())),
                Objects.requireNonNull(input.tags()),
                List.of());
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest input) {
        groups.tag(
                call.scope(),
                Names.ofArn(Objects.requireNonNull(input.resourceArn())),
                Map.of(),
                Objects.requireNonNull(input.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest input) {
        String group = Names.ofArn(Objects.requireNonNull(input.resourceArn()));
        return ListTagsForResourceResponse.builder()
                .tags(groups.tags(call.scope(), group))
                .build();
    }

    public TagLogGroupResponse tag(Call call, TagLogGroupRequest input) {
        groups.tag(
                call.scope(),
                Objects.requireNonNull(input.logGroupName()),
                Objects.requireNonNull(input.tags()),
                List.of());
        return TagLogGroupResponse.builder().build();
    }

    public UntagLogGroupResponse untag(Call call, UntagLogGroupRequest input) {
        groups.tag(
                call.scope(),
                Objects.requireNonNull(input.logGroupName()),
                Map.of(),
                Objects.requireNonNull(input.tags()));
        return UntagLogGroupResponse.builder().build();
    }

    public ListTagsLogGroupResponse list(Call call, ListTagsLogGroupRequest input) {
        return ListTagsLogGroupResponse.builder()
                .tags(groups.tags(call.scope(), Objects.requireNonNull(input.logGroupName())))
                .build();
    }
}
