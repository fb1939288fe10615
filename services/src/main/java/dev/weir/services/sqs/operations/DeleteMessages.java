package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.BatchResultErrorEntry;
import dev.weir.api.sqs.DeleteMessageBatchRequest;
import dev.weir.api.sqs.DeleteMessageBatchRequestEntry;
import dev.weir.api.sqs.DeleteMessageBatchResult;
import dev.weir.api.sqs.DeleteMessageBatchResultEntry;
import dev.weir.api.sqs.DeleteMessageRequest;
import dev.weir.api.sqs.DeleteMessageResponse;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.state.Acted;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DeleteMessage and DeleteMessageBatch. */
public final class DeleteMessages {
    private final QueueUrls urls;

    public DeleteMessages(QueueUrls urls) {
        this.urls = urls;
    }

    public DeleteMessageResponse delete(Call call, DeleteMessageRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        String text = SqsErrors.required(input.receiptHandle(), "ReceiptHandle");
        Handle handle = Handle.parse(text).orElseThrow(() -> SqsErrors.invalidHandle(text));
        failure(owner.delete(List.of(handle), call.cause()).get(0), text).ifPresent(error -> {
            throw error;
        });
        return new DeleteMessageResponse();
    }

    public DeleteMessageBatchResult deleteBatch(Call call, DeleteMessageBatchRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        List<DeleteMessageBatchRequestEntry> entries =
                Batches.check(input.entries(), "DeleteMessageBatchRequestEntry", DeleteMessageBatchRequestEntry::id);
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        List<DeleteMessageBatchRequestEntry> good = new ArrayList<>();
        List<Handle> handles = new ArrayList<>();
        for (DeleteMessageBatchRequestEntry entry : entries) {
            String text = SqsErrors.required(entry.receiptHandle(), "ReceiptHandle");
            Optional<Handle> handle = Handle.parse(text);
            if (handle.isEmpty()) {
                failed.add(Batches.failed(entry.id(), SqsErrors.invalidHandle(text)));
            } else {
                handles.add(handle.get());
                good.add(entry);
            }
        }
        List<DeleteMessageBatchResultEntry> successful = new ArrayList<>();
        List<Acted> acted = handles.isEmpty() ? List.of() : owner.delete(handles, call.cause());
        for (int i = 0; i < acted.size(); i++) {
            DeleteMessageBatchRequestEntry entry = good.get(i);
            String text = entry.receiptHandle() == null ? "" : entry.receiptHandle();
            failure(acted.get(i), text)
                    .ifPresentOrElse(
                            error -> failed.add(Batches.failed(entry.id(), error)),
                            () -> successful.add(new DeleteMessageBatchResultEntry(entry.id())));
        }
        return new DeleteMessageBatchResult(Batches.some(successful), Batches.some(failed));
    }

    private static Optional<AwsException> failure(Acted acted, String handle) {
        return switch (acted) {
            case DONE, GONE, SUPERSEDED -> Optional.empty();
            case EXPIRED, TOO_LONG -> Optional.of(SqsErrors.expiredHandle(handle));
        };
    }
}
