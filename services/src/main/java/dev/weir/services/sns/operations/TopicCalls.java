package dev.weir.services.sns.operations;

import dev.weir.api.sns.CreateTopicInput;
import dev.weir.api.sns.CreateTopicResponse;
import dev.weir.api.sns.DeleteTopicInput;
import dev.weir.api.sns.DeleteTopicResponse;
import dev.weir.api.sns.GetTopicAttributesInput;
import dev.weir.api.sns.GetTopicAttributesResponse;
import dev.weir.api.sns.ListTopicsInput;
import dev.weir.api.sns.ListTopicsResponse;
import dev.weir.api.sns.SetTopicAttributesInput;
import dev.weir.api.sns.SetTopicAttributesResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.ArchivePolicy;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.Archive;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** CreateTopic, DeleteTopic, ListTopics, GetTopicAttributes and SetTopicAttributes. */
public final class TopicCalls {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,256}");
    private static final Pattern FIFO_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,251}\\.fifo");
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final Archive archive;
    private final Topics topics;
    private final TopicArns arns;
    private final Journal journal;

    public TopicCalls(Kernel kernel, Topics topics, TopicArns arns) {
        this.kernel = kernel;
        this.archive = new Archive(kernel);
        this.topics = topics;
        this.arns = arns;
        this.journal = kernel.journal();
    }

    public CreateTopicResponse create(Call call, CreateTopicInput input) {
        String name = input.name() == null ? "" : input.name();
        Map<String, String> given = new LinkedHashMap<>(input.attributes() == null ? Map.of() : input.attributes());
        String fifoTopic = given.remove("FifoTopic");
        boolean fifo = "true".equalsIgnoreCase(fifoTopic);
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw SnsErrors.plainInvalid(
                    "Fifo Topic names must end with .fifo and must be made up of only uppercase and"
                            + " lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256"
                            + " characters long.");
        }
        if (!fifo && !NAME.matcher(name).matches()) {
            throw SnsErrors.invalid("Topic Name");
        }
        if (input.dataProtectionPolicy() != null
                && !input.dataProtectionPolicy().isEmpty()) {
            throw SnsErrors.notDone("message data protection of SNS topics (DataProtectionPolicy)");
        }
        Map<String, String> tags = TagCalls.tags(input.tags());
        TopicAttributes.check(given, fifo);
        boolean archived = !ArchivePolicy.off(given.getOrDefault("ArchivePolicy", ""));
        Topic topic = new Topic(
                call.scope(),
                name,
                given,
                tags,
                call.authority(),
                0,
                archived ? kernel.clock().millis() : 0);
        boolean known = topics.find(Arn.parse(topic.arn())).isPresent();
        TopicOwner owner = topics.create(topic);
        compare(owner, given, tags);
        if (!known) {
            journal.record(call.cause(), call.scope(), "sns.CreateTopic", "", topic.arn(), "", Outcome.COMPLETED, "");
        }
        return new CreateTopicResponse(topic.arn());
    }

    private void archive(TopicOwner owner, String policy) {
        if (ArchivePolicy.off(policy)) {
            owner.configure(Topic::forgetful, archive::clear);
        } else {
            owner.configure(
                    topic -> topic.with("ArchivePolicy", policy)
                            .archiving(kernel.clock().millis()),
                    archive::retentionChanged);
        }
    }

    private void compare(TopicOwner owner, Map<String, String> given, Map<String, String> tags) {
        Map<String, String> present = TopicAttributes.all(owner, kernel.clock().now());
        given.forEach((attribute, value) -> {
            if (!value.equals(present.getOrDefault(attribute, ""))) {
                throw SnsErrors.invalid("Attributes Reason: Topic already exists with different attributes");
            }
        });
        if (!owner.topic().tags().entrySet().containsAll(tags.entrySet())) {
            throw SnsErrors.invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    public DeleteTopicResponse delete(Call call, DeleteTopicInput input) {
        Arn arn = TopicArns.parse(input.topicArn(), "Topic");
        if (!arn.region().equals(call.scope().region())) {
            throw SnsErrors.invalid("TopicArn");
        }
        Optional<TopicOwner> owner = topics.find(arn);
        if (owner.isPresent()) {
            if (owner.get().topic().archivedSince() > 0) {
                throw SnsErrors.archived();
            }
            topics.delete(arn);
            journal.record(
                    call.cause(), call.scope(), "sns.DeleteTopic", "", arn.toString(), "", Outcome.COMPLETED, "");
        }
        return new DeleteTopicResponse();
    }

    public ListTopicsResponse list(Call call, ListTopicsInput input) {
        List<String> found = topics.list(call.scope(), Tokens.decode(input.nextToken()), PAGE);
        String next = found.size() < PAGE
                ? null
                : Tokens.encode(Arn.parse(found.get(found.size() - 1)).resource());
        return new ListTopicsResponse(
                found.stream().map(dev.weir.api.sns.Topic::new).toList(), next);
    }

    public GetTopicAttributesResponse get(Call call, GetTopicAttributesInput input) {
        return new GetTopicAttributesResponse(
                TopicAttributes.all(arns.topic(input.topicArn()), kernel.clock().now()));
    }

    public SetTopicAttributesResponse set(Call call, SetTopicAttributesInput input) {
        TopicOwner owner = arns.topic(input.topicArn());
        String name = input.attributeName() == null ? "" : input.attributeName();
        String value = input.attributeValue() == null ? "" : input.attributeValue();
        TopicAttributes.check(name, value, owner.topic().fifo());
        if (name.equals("ArchivePolicy")) {
            archive(owner, value);
        } else {
            owner.configure(topic -> value.isEmpty() ? topic.without(name) : topic.with(name, value));
        }
        journal.record(
                call.cause(),
                call.scope(),
                "sns.SetTopicAttributes",
                "",
                owner.topic().arn(),
                "",
                Outcome.COMPLETED,
                "",
                Map.of(name, value));
        return new SetTopicAttributesResponse();
    }
}
