package dev.weir.services.logs;

import dev.weir.api.logs.*;
import dev.weir.services.logs.operations.EventOperations;
import dev.weir.services.logs.operations.Groups;
import dev.weir.services.logs.operations.Streams;
import dev.weir.services.logs.operations.Tags;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record LogsApiOperations(Groups groups, Streams streams, EventOperations events, Tags tags) implements LogsOperations {
    @Override
    public CreateLogGroupResponse createLogGroup(Call call, CreateLogGroupRequest input) {
        return groups.create(call, input);
    }

    @Override
    public DeleteLogGroupResponse deleteLogGroup(Call call, DeleteLogGroupRequest input) {
        return groups.delete(call, input);
    }

    @Override
    public DescribeLogGroupsResponse describeLogGroups(Call call, DescribeLogGroupsRequest input) {
        return groups.describe(call, input);
    }

    @Override
    public ListLogGroupsResponse listLogGroups(Call call, ListLogGroupsRequest input) {
        return groups.list(call, input);
    }

    @Override
    public PutRetentionPolicyResponse putRetentionPolicy(Call call, PutRetentionPolicyRequest input) {
        return groups.retain(call, input);
    }

    @Override
    public DeleteRetentionPolicyResponse deleteRetentionPolicy(Call call, DeleteRetentionPolicyRequest input) {
        return groups.release(call, input);
    }

    @Override
    public PutLogGroupDeletionProtectionResponse putLogGroupDeletionProtection(
            Call call, PutLogGroupDeletionProtectionRequest input) {
        return groups.protect(call, input);
    }

    @Override
    public CreateLogStreamResponse createLogStream(Call call, CreateLogStreamRequest input) {
        return streams.create(call, input);
    }

    @Override
    public DeleteLogStreamResponse deleteLogStream(Call call, DeleteLogStreamRequest input) {
        return streams.delete(call, input);
    }

    @Override
    public DescribeLogStreamsResponse describeLogStreams(Call call, DescribeLogStreamsRequest input) {
        return streams.describe(call, input);
    }

    @Override
    public PutLogEventsResponse putLogEvents(Call call, PutLogEventsRequest input) {
        return events.put(call, input);
    }

    @Override
    public GetLogEventsResponse getLogEvents(Call call, GetLogEventsRequest input) {
        return events.get(call, input);
    }

    @Override
    public FilterLogEventsResponse filterLogEvents(Call call, FilterLogEventsRequest input) {
        return events.filter(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return tags.untag(call, input);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest input) {
        return tags.list(call, input);
    }

    @Override
    public TagLogGroupResponse tagLogGroup(Call call, TagLogGroupRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UntagLogGroupResponse untagLogGroup(Call call, UntagLogGroupRequest input) {
        return tags.untag(call, input);
    }

    @Override
    public ListTagsLogGroupResponse listTagsLogGroup(Call call, ListTagsLogGroupRequest input) {
        return tags.list(call, input);
    }
}
