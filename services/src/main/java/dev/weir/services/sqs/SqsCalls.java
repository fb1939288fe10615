package dev.weir.services.sqs;

import dev.weir.api.sqs.AddPermissionRequest;
import dev.weir.api.sqs.AddPermissionResponse;
import dev.weir.api.sqs.CancelMessageMoveTaskRequest;
import dev.weir.api.sqs.CancelMessageMoveTaskResult;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchRequest;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchResult;
import dev.weir.api.sqs.ChangeMessageVisibilityRequest;
import dev.weir.api.sqs.ChangeMessageVisibilityResponse;
import dev.weir.api.sqs.CreateQueueRequest;
import dev.weir.api.sqs.CreateQueueResult;
import dev.weir.api.sqs.DeleteMessageBatchRequest;
import dev.weir.api.sqs.DeleteMessageBatchResult;
import dev.weir.api.sqs.DeleteMessageRequest;
import dev.weir.api.sqs.DeleteMessageResponse;
import dev.weir.api.sqs.DeleteQueueRequest;
import dev.weir.api.sqs.DeleteQueueResponse;
import dev.weir.api.sqs.GetQueueAttributesRequest;
import dev.weir.api.sqs.GetQueueAttributesResult;
import dev.weir.api.sqs.GetQueueUrlRequest;
import dev.weir.api.sqs.GetQueueUrlResult;
import dev.weir.api.sqs.ListDeadLetterSourceQueuesRequest;
import dev.weir.api.sqs.ListDeadLetterSourceQueuesResult;
import dev.weir.api.sqs.ListMessageMoveTasksRequest;
import dev.weir.api.sqs.ListMessageMoveTasksResult;
import dev.weir.api.sqs.ListQueueTagsRequest;
import dev.weir.api.sqs.ListQueueTagsResult;
import dev.weir.api.sqs.ListQueuesRequest;
import dev.weir.api.sqs.ListQueuesResult;
import dev.weir.api.sqs.PurgeQueueRequest;
import dev.weir.api.sqs.PurgeQueueResponse;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.api.sqs.ReceiveMessageResult;
import dev.weir.api.sqs.RemovePermissionRequest;
import dev.weir.api.sqs.RemovePermissionResponse;
import dev.weir.api.sqs.SendMessageBatchRequest;
import dev.weir.api.sqs.SendMessageBatchResult;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SendMessageResult;
import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.api.sqs.SetQueueAttributesResponse;
import dev.weir.api.sqs.SqsOperations;
import dev.weir.api.sqs.StartMessageMoveTaskRequest;
import dev.weir.api.sqs.StartMessageMoveTaskResult;
import dev.weir.api.sqs.TagQueueRequest;
import dev.weir.api.sqs.TagQueueResponse;
import dev.weir.api.sqs.UntagQueueRequest;
import dev.weir.api.sqs.UntagQueueResponse;
import dev.weir.kernel.Kernel;
import dev.weir.services.sqs.background.Mover;
import dev.weir.services.sqs.operations.Attributes;
import dev.weir.services.sqs.operations.ChangeVisibility;
import dev.weir.services.sqs.operations.DeleteMessages;
import dev.weir.services.sqs.operations.Drafts;
import dev.weir.services.sqs.operations.MoveTaskCalls;
import dev.weir.services.sqs.operations.Permissions;
import dev.weir.services.sqs.operations.QueueLifecycle;
import dev.weir.services.sqs.operations.QueueLists;
import dev.weir.services.sqs.operations.QueueUrls;
import dev.weir.services.sqs.operations.ReceiveMessages;
import dev.weir.services.sqs.operations.SendMessages;
import dev.weir.services.sqs.operations.Tags;
import dev.weir.services.sqs.state.MoveTasks;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;

/** Every operation of SQS, a line each. */
final class SqsCalls implements SqsOperations {
    private final QueueLifecycle lifecycle;
    private final QueueLists lists;
    private final Attributes attributes;
    private final SendMessages sends;
    private final ReceiveMessages receives;
    private final DeleteMessages deletes;
    private final ChangeVisibility visibility;
    private final Tags tags;
    private final Permissions permissions;
    private final MoveTaskCalls moves;

    SqsCalls(Kernel kernel, Queues queues, Drafts drafts, MoveTasks tasks, Mover mover) {
        QueueUrls urls = new QueueUrls(queues);
        this.lifecycle = new QueueLifecycle(queues, urls, kernel.clock());
        this.lists = new QueueLists(queues, urls);
        this.attributes = new Attributes(queues, urls, kernel.clock(), kernel.journal());
        this.sends = new SendMessages(urls, drafts);
        this.receives = new ReceiveMessages(urls, kernel.clock());
        this.deletes = new DeleteMessages(urls);
        this.visibility = new ChangeVisibility(urls);
        this.tags = new Tags(urls);
        this.permissions = new Permissions(urls, kernel.clock());
        this.moves = new MoveTaskCalls(kernel, queues, tasks, mover);
    }

    @Override
    public AddPermissionResponse addPermission(Call call, AddPermissionRequest input) {
        return permissions.add(call, input);
    }

    @Override
    public CancelMessageMoveTaskResult cancelMessageMoveTask(Call call, CancelMessageMoveTaskRequest input) {
        return moves.cancel(call, input);
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(Call call, ChangeMessageVisibilityRequest input) {
        return visibility.change(call, input);
    }

    @Override
    public ChangeMessageVisibilityBatchResult changeMessageVisibilityBatch(
            Call call, ChangeMessageVisibilityBatchRequest input) {
        return visibility.changeBatch(call, input);
    }

    @Override
    public CreateQueueResult createQueue(Call call, CreateQueueRequest input) {
        return lifecycle.create(call, input);
    }

    @Override
    public DeleteMessageResponse deleteMessage(Call call, DeleteMessageRequest input) {
        return deletes.delete(call, input);
    }

    @Override
    public DeleteMessageBatchResult deleteMessageBatch(Call call, DeleteMessageBatchRequest input) {
        return deletes.deleteBatch(call, input);
    }

    @Override
    public DeleteQueueResponse deleteQueue(Call call, DeleteQueueRequest input) {
        return lifecycle.delete(call, input);
    }

    @Override
    public GetQueueAttributesResult getQueueAttributes(Call call, GetQueueAttributesRequest input) {
        return attributes.get(call, input);
    }

    @Override
    public GetQueueUrlResult getQueueUrl(Call call, GetQueueUrlRequest input) {
        return lifecycle.url(call, input);
    }

    @Override
    public ListDeadLetterSourceQueuesResult listDeadLetterSourceQueues(
            Call call, ListDeadLetterSourceQueuesRequest input) {
        return lists.sources(call, input);
    }

    @Override
    public ListMessageMoveTasksResult listMessageMoveTasks(Call call, ListMessageMoveTasksRequest input) {
        return moves.list(call, input);
    }

    @Override
    public ListQueueTagsResult listQueueTags(Call call, ListQueueTagsRequest input) {
        return tags.list(call, input);
    }

    @Override
    public ListQueuesResult listQueues(Call call, ListQueuesRequest input) {
        return lists.list(call, input);
    }

    @Override
    public PurgeQueueResponse purgeQueue(Call call, PurgeQueueRequest input) {
        return lifecycle.purge(call, input);
    }

    @Override
    public ReceiveMessageResult receiveMessage(Call call, ReceiveMessageRequest input) {
        return receives.receive(call, input);
    }

    @Override
    public RemovePermissionResponse removePermission(Call call, RemovePermissionRequest input) {
        return permissions.remove(call, input);
    }

    @Override
    public SendMessageResult sendMessage(Call call, SendMessageRequest input) {
        return sends.send(call, input);
    }

    @Override
    public SendMessageBatchResult sendMessageBatch(Call call, SendMessageBatchRequest input) {
        return sends.sendBatch(call, input);
    }

    @Override
    public SetQueueAttributesResponse setQueueAttributes(Call call, SetQueueAttributesRequest input) {
        return attributes.set(call, input);
    }

    @Override
    public StartMessageMoveTaskResult startMessageMoveTask(Call call, StartMessageMoveTaskRequest input) {
        return moves.start(call, input);
    }

    @Override
    public TagQueueResponse tagQueue(Call call, TagQueueRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UntagQueueResponse untagQueue(Call call, UntagQueueRequest input) {
        return tags.untag(call, input);
    }
}
