package dev.weir.services.sqs;

import dev.weir.api.sqs.ChangeMessageVisibilityRequest;
import dev.weir.api.sqs.CreateQueueRequest;
import dev.weir.api.sqs.DeleteMessageRequest;
import dev.weir.api.sqs.GetQueueAttributesRequest;
import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SqsOperations;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.services.sqs.background.Mover;
import dev.weir.services.sqs.operations.Drafts;
import dev.weir.services.sqs.state.MoveTasks;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SQS on a kernel whose time stands still until a test moves it. */
final class SqsWorld implements AutoCloseable {
    private final Store store = Stores.memory();
    final RunningKernel running;
    final Kernel kernel;
    final Queues queues;
    final SqsOperations sqs;
    final Call call;

    SqsWorld(long seed) {
        this.running = Kernels.simulated(store, seed);
        this.kernel = running.kernel();
        this.queues = new Queues(kernel);
        MoveTasks tasks = new MoveTasks(kernel);
        Mover mover = new Mover(kernel, queues, tasks);
        this.sqs = new SqsCalls(kernel, queues, new Drafts(kernel), tasks, mover);
        this.call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);
        mover.start();
    }

    String queue(String name, Map<String, String> attributes) {
        return Objects.requireNonNull(sqs.createQueue(call, new CreateQueueRequest(name, attributes, null))
                .queueUrl());
    }

    String arn(String name) {
        return Scope.DEFAULT.arn("sqs", name).toString();
    }

    String send(String url, String body) {
        SendMessageRequest request =
                SendMessageRequest.builder().queueUrl(url).messageBody(body).build();
        return Objects.requireNonNull(sqs.sendMessage(call, request).messageId());
    }

    String send(String url, String body, @Nullable String group, @Nullable String deduplicationId) {
        SendMessageRequest request = SendMessageRequest.builder()
                .queueUrl(url)
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(deduplicationId)
                .build();
        return Objects.requireNonNull(sqs.sendMessage(call, request).messageId());
    }

    List<Message> receive(String url, int max) {
        return receive(ReceiveMessageRequest.builder()
                .queueUrl(url)
                .maxNumberOfMessages(max)
                .messageSystemAttributeNames(List.of("All"))
                .messageAttributeNames(List.of("All"))
                .build());
    }

    List<Message> receive(ReceiveMessageRequest request) {
        List<Message> messages = sqs.receiveMessage(call, request).messages();
        return messages == null ? List.of() : messages;
    }

    void delete(String url, Message message) {
        sqs.deleteMessage(call, new DeleteMessageRequest(url, message.receiptHandle()));
    }

    void visibility(String url, Message message, int seconds) {
        sqs.changeMessageVisibility(call, new ChangeMessageVisibilityRequest(url, message.receiptHandle(), seconds));
    }

    Map<String, String> attributes(String url) {
        return Objects.requireNonNull(sqs.getQueueAttributes(call, new GetQueueAttributesRequest(url, List.of("All")))
                .attributes());
    }

    static List<String> bodies(List<Message> messages) {
        return messages.stream()
                .map(message -> Objects.requireNonNull(message.body()))
                .toList();
    }

    void advance(Duration by) {
        running.clock().advanceBy(by);
    }

    /** Drops what is in memory, as a restart does. */
    void forget() {
        queues.reset();
    }

    @Override
    public void close() {
        running.close();
        store.close();
    }
}
