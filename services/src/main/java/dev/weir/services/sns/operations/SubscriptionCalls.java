package dev.weir.services.sns.operations;

import dev.weir.api.sns.ConfirmSubscriptionInput;
import dev.weir.api.sns.ConfirmSubscriptionResponse;
import dev.weir.api.sns.GetSubscriptionAttributesInput;
import dev.weir.api.sns.GetSubscriptionAttributesResponse;
import dev.weir.api.sns.SetSubscriptionAttributesInput;
import dev.weir.api.sns.SetSubscriptionAttributesResponse;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.api.sns.SubscribeResponse;
import dev.weir.api.sns.UnsubscribeInput;
import dev.weir.api.sns.UnsubscribeResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.PhoneNumber;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.ReplayPolicy;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Subscribe, ConfirmSubscription, Unsubscribe, GetSubscriptionAttributes and SetSubscriptionAttributes. */
public final class SubscriptionCalls {
    /** Source: Amazon SNS Developer Guide, "Amazon SNS endpoints and quotas". */
    private static final int MAX_FILTERED = 200;

    private static final int MAX_OF_FIFO = 100;

    private final Kernel kernel;
    private final Topics topics;
    private final TopicArns arns;
    private final Confirmations confirmations;

    public SubscriptionCalls(Kernel kernel, Topics topics, TopicArns arns, Confirmations confirmations) {
        this.kernel = kernel;
        this.topics = topics;
        this.arns = arns;
        this.confirmations = confirmations;
    }

    public SubscribeResponse subscribe(Call call, SubscribeInput input) {
        TopicOwner owner = arns.topic(input.topicArn());
        Topic topic = owner.topic();
        Protocol protocol = SubscriptionRules.protocol(input.protocol() == null ? "" : input.protocol(), topic);
        String endpoint = input.endpoint() == null ? "" : input.endpoint();
        if (endpoint.isEmpty()) {
            throw SnsErrors.invalid("Endpoint");
        }
        SubscriptionRules.endpoint(protocol, endpoint, topic);
        if (protocol == Protocol.SMS) {
            endpoint = PhoneNumber.plain(endpoint);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        if (input.attributes() != null) {
            SubscriptionRules.ofSubscribe(kernel.clock().now())
                    .attributes(protocol, endpoint, topic, input.attributes());
            input.attributes().forEach((name, value) -> put(attributes, name, value));
        }
        Optional<Subscription> existing = owner.subscription(protocol, endpoint);
        if (existing.isPresent()) {
            return again(owner, existing.get(), attributes, input, call);
        }
        limits(owner, attributes.containsKey("FilterPolicy"));
        // A queue of another account must agree to what is put into it.
        boolean foreign = protocol == Protocol.SQS
                && !Arn.parse(endpoint).account().equals(call.scope().account());
        boolean confirm = protocol.confirmed() || foreign;
        String token = confirm ? confirmations.token() : "";
        Subscription subscription = new Subscription(
                topic.arn(),
                kernel.ids().uuid(),
                call.scope().account(),
                protocol,
                endpoint,
                attributes,
                confirm,
                token,
                !confirm,
                false);
        Consumer<WriteTx> request = confirmations.request(topic, subscription, call);
        String replay = attributes.getOrDefault("ReplayPolicy", "");
        owner.save(subscription, tx -> {
            request.accept(tx);
            if (!ReplayPolicy.off(replay)) {
                owner.replay(tx, subscription, Optional.of(ReplayPolicy.of(replay)));
            }
        });
        record(call, "sns.Subscribe", subscription, Outcome.COMPLETED);
        return answer(subscription, input);
    }

    private static void limits(TopicOwner owner, boolean filtered) {
        if (filtered && owner.filtered() >= MAX_FILTERED) {
            throw SnsErrors.filterPolicyLimit();
        }
        if (owner.topic().fifo() && owner.subscribers().size() >= MAX_OF_FIFO) {
            throw SnsErrors.subscriptionLimit();
        }
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, name.equals("RawMessageDelivery") ? value.toLowerCase(Locale.ROOT) : value);
        }
    }

    private SubscribeResponse again(
            TopicOwner owner,
            Subscription subscription,
            Map<String, String> attributes,
            SubscribeInput input,
            Call call) {
        Map<String, String> present = all(subscription);
        attributes.forEach((name, value) -> {
            if (!value.equals(present.get(name))) {
                throw SnsErrors.invalid("Attributes Reason: Subscription already exists with different attributes");
            }
        });
        if (subscription.pending()) {
            owner.save(subscription, confirmations.request(owner.topic(), subscription, call));
        }
        return answer(subscription, input);
    }

    private static SubscribeResponse answer(Subscription subscription, SubscribeInput input) {
        boolean tell = !subscription.pending() || Boolean.TRUE.equals(input.returnSubscriptionArn());
        return new SubscribeResponse(tell ? subscription.arn() : "pending confirmation");
    }

    public ConfirmSubscriptionResponse confirm(Call call, ConfirmSubscriptionInput input) {
        if (input.topicArn() == null || !Arn.isArn(input.topicArn())) {
            throw SnsErrors.invalid("Topic");
        }
        String token = input.token() == null ? "" : input.token();
        if (!Confirmations.wellFormed(token)) {
            throw SnsErrors.plainInvalid("Invalid token");
        }
        TopicArns.Found found = topics.byToken(Arn.parse(input.topicArn()).scope(), token)
                .flatMap(arns::restorable)
                .orElseThrow(() -> SnsErrors.invalid("Token"));
        Subscription subscription = found.subscription();
        if (subscription.pending()) {
            boolean signed = !call.accessKeyId().isEmpty();
            boolean guarded = signed && "true".equalsIgnoreCase(input.authenticateOnUnsubscribe());
            Subscription confirmed = subscription.confirmed(signed, guarded);
            found.owner().save(confirmed, tx -> {});
            record(call, "sns.ConfirmSubscription", confirmed, Outcome.COMPLETED);
        }
        return new ConfirmSubscriptionResponse(subscription.arn());
    }

    public UnsubscribeResponse unsubscribe(Call call, UnsubscribeInput input) {
        if (input.subscriptionArn() == null) {
            throw SnsErrors.invalid("SubscriptionArn Reason: no value for required parameter");
        }
        if (Arn.isArn(input.subscriptionArn()) && input.subscriptionArn().split(":", -1).length == 6) {
            throw SnsErrors.invalid("SubscriptionId");
        }
        arns.subscription(input.subscriptionArn()).ifPresent(found -> {
            end(call, found.owner(), found.subscription());
            record(call, "sns.Unsubscribe", found.subscription(), Outcome.COMPLETED);
        });
        return new UnsubscribeResponse();
    }

    /** Source: Amazon SNS API Reference, "Unsubscribe": who is not its owner is not obeyed without a word. */
    private void end(Call call, TopicOwner owner, Subscription subscription) {
        String account = call.scope().account();
        boolean signed = !call.accessKeyId().isEmpty();
        boolean own = signed
                && (account.equals(subscription.owner())
                        || account.equals(owner.topic().scope().account()));
        if (subscription.guarded() && !own) {
            throw SnsErrors.accessDenied();
        }
        boolean told = subscription.protocol().web()
                || subscription.protocol() == Protocol.EMAIL
                || subscription.protocol() == Protocol.EMAIL_JSON;
        if (own || subscription.pending() || !told) {
            owner.remove(subscription, null, tx -> {});
        } else {
            Subscription ended = subscription.awaiting(confirmations.token());
            owner.remove(subscription, ended, confirmations.farewell(owner.topic(), ended, call));
        }
    }

    public GetSubscriptionAttributesResponse get(Call call, GetSubscriptionAttributesInput input) {
        return new GetSubscriptionAttributesResponse(all(found(input.subscriptionArn())));
    }

    public SetSubscriptionAttributesResponse set(Call call, SetSubscriptionAttributesInput input) {
        TopicArns.Found found = found(input.subscriptionArn());
        Subscription subscription = found.subscription();
        String name = input.attributeName() == null ? "" : input.attributeName();
        String value = input.attributeValue() == null ? "" : input.attributeValue();
        SubscriptionRules rules = SubscriptionRules.ofSet(kernel.clock().now());
        rules.attribute(
                subscription.protocol(),
                subscription.endpoint(),
                found.owner().topic(),
                name,
                value,
                "MessageBody".equals(subscription.attributes().get("FilterPolicyScope")));
        if (name.equals("FilterPolicyScope")) {
            rules.rescope(subscription.attributes(), value);
        }
        if (name.equals("FilterPolicy") && !subscription.attributes().containsKey(name) && !value.isEmpty()) {
            limits(found.owner(), true);
        }
        Map<String, String> change = new LinkedHashMap<>();
        put(change, name, value);
        String kept = name.equals("ReplayPolicy") && ReplayPolicy.off(value) ? "" : change.getOrDefault(name, "");
        Subscription changed = subscription.with(name, kept);
        found.owner().save(changed, tx -> {
            if (name.equals("ReplayPolicy")) {
                Optional<ReplayPolicy> policy = kept.isEmpty() ? Optional.empty() : Optional.of(ReplayPolicy.of(kept));
                found.owner().replay(tx, changed, policy);
            }
        });
        kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "sns.SetSubscriptionAttributes",
                        "",
                        subscription.arn(),
                        "",
                        Outcome.COMPLETED,
                        "",
                        Map.of(name, value));
        return new SetSubscriptionAttributesResponse();
    }

    private TopicArns.Found found(@org.jspecify.annotations.Nullable String arn) {
        return arns.subscription(arn).orElseThrow(SnsErrors::noSubscription);
    }

    private static Map<String, String> all(TopicArns.Found found) {
        Map<String, String> all = all(found.subscription());
        if (all.containsKey("ReplayPolicy")) {
            found.owner().replayStatus(found.subscription().id()).ifPresent(status -> all.put("ReplayStatus", status));
        }
        if (found.subscription().protocol().web()) {
            all.put(
                    "EffectiveDeliveryPolicy",
                    RetryPolicies.effective(found.owner().topic(), found.subscription())
                            .text());
        }
        return all;
    }

    private static Map<String, String> all(Subscription subscription) {
        Map<String, String> all = new TreeMap<>(subscription.attributes());
        all.putIfAbsent("RawMessageDelivery", "false");
        if (all.containsKey("FilterPolicy")) {
            all.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        } else {
            all.remove("FilterPolicyScope");
        }
        all.put("ConfirmationWasAuthenticated", Boolean.toString(subscription.authenticated()));
        all.put("Endpoint", subscription.endpoint());
        all.put("Owner", subscription.owner());
        all.put("PendingConfirmation", Boolean.toString(subscription.pending()));
        all.put("Protocol", subscription.protocol().text());
        all.put("SubscriptionArn", subscription.arn());
        all.put("SubscriptionPrincipal", "arn:aws:iam::" + subscription.owner() + ":root");
        all.put("TopicArn", subscription.topicArn());
        return all;
    }

    private void record(Call call, String kind, Subscription subscription, Outcome outcome) {
        kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        kind,
                        subscription.topicArn(),
                        subscription.endpoint(),
                        subscription.id(),
                        outcome,
                        subscription.pending() ? "its endpoint is to confirm it" : "");
    }
}
