package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.GetQueueAttributesRequest;
import dev.weir.api.sqs.GetQueueAttributesResult;
import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.api.sqs.SetQueueAttributesResponse;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Redrive;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** GetQueueAttributes and SetQueueAttributes. */
public final class Attributes {
    private static final Set<String> OPTIONAL = Set.of(
            "Policy",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "FifoQueue",
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "FifoThroughputLimit");

    private final QueueUrls urls;
    private final Clock clock;
    private final Journal journal;
    private final RedriveRules redrives;
    private final AttributeRules rules;

    public Attributes(Queues queues, QueueUrls urls, Clock clock, Journal journal) {
        this.urls = urls;
        this.clock = clock;
        this.journal = journal;
        this.redrives = new RedriveRules(queues);
        this.rules = new AttributeRules(redrives);
    }

    public GetQueueAttributesResult get(Call call, GetQueueAttributesRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        List<String> names = input.attributeNames() == null ? List.of() : input.attributeNames();
        if (names.isEmpty()) {
            return new GetQueueAttributesResult(null);
        }
        Map<String, String> all = all(owner);
        if (names.contains("All")) {
            return new GetQueueAttributesResult(all);
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String name : names) {
            String value = all.get(name);
            if (value != null) {
                wanted.put(name, value);
            } else if (!OPTIONAL.contains(name)) {
                throw SqsErrors.unknownAttribute(name);
            }
        }
        return new GetQueueAttributesResult(wanted.isEmpty() ? null : wanted);
    }

    private static Map<String, String> all(QueueOwner owner) {
        Queue queue = owner.queue();
        QueueOwner.Counts counts = owner.counts();
        Map<String, String> all = AttributeRules.effective(queue.fifo(), queue.attributes());
        all.put("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", Integer.toString(counts.ready()));
        all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
        all.put("CreatedTimestamp", Long.toString(queue.created() / 1000));
        all.put("LastModifiedTimestamp", Long.toString(queue.modified() / 1000));
        return all;
    }

    public SetQueueAttributesResponse set(Call call, SetQueueAttributesRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        Map<String, String> change = SqsErrors.required(input.attributes(), "Attributes");
        Queue present = owner.queue();
        rules.check(present.name(), present.fifo(), change);
        String policy = change.get("RedrivePolicy");
        Optional<Redrive> redrive =
                policy == null ? present.redrive() : redrives.redrive(present.name(), present.fifo(), policy);
        owner.configure(queue -> queue.with(
                AttributeRules.merge(queue.attributes(), change),
                policy == null ? queue.redrive() : redrive,
                clock.millis()));
        journal.record(
                call.cause(),
                call.scope(),
                "sqs.SetQueueAttributes",
                "",
                present.arn(),
                "",
                Outcome.COMPLETED,
                "",
                change);
        return new SetQueueAttributesResponse();
    }
}
