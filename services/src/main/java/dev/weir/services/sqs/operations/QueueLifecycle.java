package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.CreateQueueRequest;
import dev.weir.api.sqs.CreateQueueResult;
import dev.weir.api.sqs.DeleteQueueRequest;
import dev.weir.api.sqs.DeleteQueueResponse;
import dev.weir.api.sqs.GetQueueUrlRequest;
import dev.weir.api.sqs.GetQueueUrlResult;
import dev.weir.api.sqs.PurgeQueueRequest;
import dev.weir.api.sqs.PurgeQueueResponse;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.domain.Redrive;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** CreateQueue, GetQueueUrl, PurgeQueue and DeleteQueue. */
public final class QueueLifecycle {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,80}");
    private static final String FIFO_SUFFIX = ".fifo";
    private static final Duration PURGE_REST = Duration.ofSeconds(60);
    private static final int MAX_TAGS = 50;

    private final Queues queues;
    private final QueueUrls urls;
    private final Clock clock;
    private final AttributeRules rules;
    private final RedriveRules redrives;

    public QueueLifecycle(Queues queues, QueueUrls urls, Clock clock) {
        this.queues = queues;
        this.urls = urls;
        this.clock = clock;
        this.redrives = new RedriveRules(queues);
        this.rules = new AttributeRules(redrives);
    }

    public CreateQueueResult create(Call call, CreateQueueRequest input) {
        Map<String, String> given = new LinkedHashMap<>(input.attributes() == null ? Map.of() : input.attributes());
        boolean fifo = "true".equalsIgnoreCase(given.get("FifoQueue"));
        QueueName name = new QueueName(
                call.scope().account(),
                call.scope().region(),
                checkName(SqsErrors.required(input.queueName(), "QueueName"), fifo));
        rules.check(name, fifo, given);
        Optional<QueueOwner> existing = queues.find(name);
        if (existing.isEmpty()) {
            Map<String, String> tags = input.tags() == null ? Map.of() : input.tags();
            if (tags.size() > MAX_TAGS) {
                throw SqsErrors.invalidParameter("Too many tags added for queue " + name.name() + ".");
            }
            Optional<Redrive> redrive = redrives.redrive(name, fifo, given.getOrDefault("RedrivePolicy", ""));
            boolean groupScope = "messageGroup".equals(given.get("DeduplicationScope"));
            Map<String, String> attributes = AttributeRules.merge(Map.of(), given);
            existing = Optional.of(queues.create(name, attributes, tags, groupScope, redrive, call.cause()));
        }
        compare(existing.get().queue(), given);
        return new CreateQueueResult(QueueUrls.url(call, name));
    }

    private static String checkName(String name, boolean fifo) {
        if (fifo) {
            if (!name.endsWith(FIFO_SUFFIX)
                    || name.length() > 80
                    || !NAME.matcher(name.substring(0, name.length() - FIFO_SUFFIX.length()))
                            .matches()) {
                throw SqsErrors.invalidParameter("The name of a FIFO queue can only include alphanumeric characters,"
                        + " hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length");
            }
        } else if (!NAME.matcher(name).matches()) {
            throw SqsErrors.invalidParameter(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        return name;
    }

    private static void compare(Queue queue, Map<String, String> given) {
        Map<String, String> effective = AttributeRules.effective(queue.fifo(), queue.attributes());
        given.forEach((attribute, value) -> {
            String present = effective.getOrDefault(attribute, "");
            if (!value.trim().equalsIgnoreCase(present)
                    && !(attribute.equals("KmsDataKeyReusePeriodSeconds") && value.equals("300"))) {
                throw SqsErrors.queueExists(attribute);
            }
        });
    }

    public GetQueueUrlResult url(Call call, GetQueueUrlRequest input) {
        String account =
                input.queueOwnerAWSAccountId() == null ? call.scope().account() : input.queueOwnerAWSAccountId();
        QueueName name =
                new QueueName(account, call.scope().region(), SqsErrors.required(input.queueName(), "QueueName"));
        QueueOwner owner = queues.find(name).orElseThrow(SqsErrors::queueDoesNotExist);
        return new GetQueueUrlResult(QueueUrls.url(call, owner.queue().name()));
    }

    public PurgeQueueResponse purge(Call call, PurgeQueueRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        Queue queue = owner.queue();
        if (queue.purged() != 0 && clock.millis() - queue.purged() < PURGE_REST.toMillis()) {
            throw SqsErrors.purgeInProgress(queue.name().name());
        }
        owner.purge(call.cause());
        return new PurgeQueueResponse();
    }

    public DeleteQueueResponse delete(Call call, DeleteQueueRequest input) {
        queues.delete(urls.queue(call, input.queueUrl()), call.cause());
        return new DeleteQueueResponse();
    }
}
