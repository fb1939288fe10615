package dev.weir.services.sns;

import dev.weir.api.sns.SnsBinding;
import dev.weir.api.sns.SnsOperations;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.capture.Letters;
import dev.weir.fabric.capture.Replies;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.kernel.Kernel;
import dev.weir.services.sns.operations.Confirmations;
import dev.weir.services.sns.operations.LastMile;
import dev.weir.services.sns.operations.Publisher;
import dev.weir.services.sns.operations.SmsCalls;
import dev.weir.services.sns.resources.SubscriptionResource;
import dev.weir.services.sns.resources.TopicInlinePolicyResource;
import dev.weir.services.sns.resources.TopicPolicyResource;
import dev.weir.services.sns.resources.TopicResource;
import dev.weir.services.sns.state.Archive;
import dev.weir.services.sns.state.PhoneBook;
import dev.weir.services.sns.state.SigningKey;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** Amazon SNS. */
public final class SnsService implements Service {
    private final Topics topics;
    private final SigningKey key;
    private final Archive archive;
    private final Publisher publisher;
    private final SnsTarget target;
    private final SmsCalls sms;
    private final Confirmations confirmations;
    private final SnsCertificate certificate;
    private final SnsCalls calls;
    private final SnsBinding binding;

    public SnsService(Kernel kernel, Fabric fabric, Deliveries deliveries, HttpOut http) {
        this.topics = new Topics(kernel);
        this.key = new SigningKey(kernel);
        this.archive = new Archive(kernel);
        this.publisher = new Publisher(kernel, deliveries, key);
        Letters letters = new Letters(kernel);
        this.sms = new SmsCalls(kernel, new PhoneBook(kernel), letters);
        this.target = new SnsTarget(topics, publisher, new LastMile(kernel, fabric, http, letters, sms));
        this.certificate = new SnsCertificate(key);
        this.confirmations = new Confirmations(kernel, deliveries, key);
        this.calls = new SnsCalls(kernel, topics, publisher, confirmations, sms);
        this.binding = new SnsBinding(calls);
    }

    /** Its operations, for tests that need no wire. */
    SnsOperations calls() {
        return calls;
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        if (capability == EventTarget.class) {
            return Optional.of(capability.cast(target));
        }
        if (capability == Explains.class) {
            return Optional.of(capability.cast(target));
        }
        return capability == Replies.class ? Optional.of(capability.cast(sms)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(
                new TopicResource(calls),
                new SubscriptionResource(calls),
                new TopicPolicyResource(calls),
                new TopicInlinePolicyResource(calls));
    }

    @Override
    public Optional<DataPlane> dataPlane() {
        return Optional.of(certificate);
    }

    @Override
    public void resume() {
        confirmations.expireIn(topics);
        archive.expireIn(topics);
        publisher.replayIn(topics);
    }

    @Override
    public void reset() {
        topics.reset();
        key.reset();
    }
}
