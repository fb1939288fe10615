package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.BatchResultErrorEntry;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchRequest;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchRequestEntry;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchResult;
import dev.weir.api.sqs.ChangeMessageVisibilityBatchResultEntry;
import dev.weir.api.sqs.ChangeMessageVisibilityRequest;
import dev.weir.api.sqs.ChangeMessageVisibilityResponse;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ChangeMessageVisibility and ChangeMessageVisibilityBatch. */
public final class ChangeVisibility {
    private final QueueUrls urls;

    public ChangeVisibility(QueueUrls urls) {
        this.urls = urls;
    }

    public ChangeMessageVisibilityResponse change(Call call, ChangeMessageVisibilityRequest input) {
        change(urls.queue(call, input.queueUrl()), input.receiptHandle(), input.visibilityTimeout());
        return new ChangeMessageVisibilityResponse();
    }

    public ChangeMessageVisibilityBatchResult changeBatch(Call call, ChangeMessageVisibilityBatchRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        List<ChangeMessageVisibilityBatchRequestEntry> entries = Batches.check(
                input.entries(),
                "ChangeMessageVisibilityBatchRequestEntry",
                ChangeMessageVisibilityBatchRequestEntry::id);
        List<ChangeMessageVisibilityBatchResultEntry> successful = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : entries) {
            try {
                change(owner, entry.receiptHandle(), entry.visibilityTimeout());
                successful.add(new ChangeMessageVisibilityBatchResultEntry(entry.id()));
            } catch (AwsException e) {
                failed.add(Batches.failed(entry.id(), e));
            }
        }
        return new ChangeMessageVisibilityBatchResult(Batches.some(successful), Batches.some(failed));
    }

    private static void change(QueueOwner owner, @Nullable String receiptHandle, @Nullable Integer timeout) {
        String text = SqsErrors.required(receiptHandle, "ReceiptHandle");
        int seconds = SqsErrors.required(timeout, "VisibilityTimeout");
        if (seconds < 0 || seconds > Queue.MAX_VISIBILITY.toSeconds()) {
            throw SqsErrors.invalidValue(seconds, "VisibilityTimeout", "Must be between 0 and 43200.");
        }
        Handle handle = Handle.parse(text).orElseThrow(() -> SqsErrors.invalidHandle(text));
        switch (owner.changeVisibility(handle, Duration.ofSeconds(seconds))) {
            case DONE -> {}
            case GONE, SUPERSEDED -> throw SqsErrors.notAvailableForVisibilityChange(text);
            case EXPIRED -> throw SqsErrors.expiredHandle(text);
            case TOO_LONG ->
                throw SqsErrors.invalidValue(
                        seconds,
                        "VisibilityTimeout",
                        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
        }
    }
}
