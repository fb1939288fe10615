package dev.weir.services.sns;

import dev.weir.api.sns.AddPermissionInput;
import dev.weir.api.sns.AddPermissionResponse;
import dev.weir.api.sns.CheckIfPhoneNumberIsOptedOutInput;
import dev.weir.api.sns.CheckIfPhoneNumberIsOptedOutResponse;
import dev.weir.api.sns.ConfirmSubscriptionInput;
import dev.weir.api.sns.ConfirmSubscriptionResponse;
import dev.weir.api.sns.CreateSMSSandboxPhoneNumberInput;
import dev.weir.api.sns.CreateSMSSandboxPhoneNumberResult;
import dev.weir.api.sns.CreateTopicInput;
import dev.weir.api.sns.CreateTopicResponse;
import dev.weir.api.sns.DeleteSMSSandboxPhoneNumberInput;
import dev.weir.api.sns.DeleteSMSSandboxPhoneNumberResult;
import dev.weir.api.sns.DeleteTopicInput;
import dev.weir.api.sns.DeleteTopicResponse;
import dev.weir.api.sns.GetSMSAttributesInput;
import dev.weir.api.sns.GetSMSAttributesResponse;
import dev.weir.api.sns.GetSMSSandboxAccountStatusInput;
import dev.weir.api.sns.GetSMSSandboxAccountStatusResult;
import dev.weir.api.sns.GetSubscriptionAttributesInput;
import dev.weir.api.sns.GetSubscriptionAttributesResponse;
import dev.weir.api.sns.GetTopicAttributesInput;
import dev.weir.api.sns.GetTopicAttributesResponse;
import dev.weir.api.sns.ListOriginationNumbersRequest;
import dev.weir.api.sns.ListOriginationNumbersResult;
import dev.weir.api.sns.ListPhoneNumbersOptedOutInput;
import dev.weir.api.sns.ListPhoneNumbersOptedOutResponse;
import dev.weir.api.sns.ListSMSSandboxPhoneNumbersInput;
import dev.weir.api.sns.ListSMSSandboxPhoneNumbersResult;
import dev.weir.api.sns.ListSubscriptionsByTopicInput;
import dev.weir.api.sns.ListSubscriptionsByTopicResponse;
import dev.weir.api.sns.ListSubscriptionsInput;
import dev.weir.api.sns.ListSubscriptionsResponse;
import dev.weir.api.sns.ListTagsForResourceRequest;
import dev.weir.api.sns.ListTagsForResourceResponse;
import dev.weir.api.sns.ListTopicsInput;
import dev.weir.api.sns.ListTopicsResponse;
import dev.weir.api.sns.OptInPhoneNumberInput;
import dev.weir.api.sns.OptInPhoneNumberResponse;
import dev.weir.api.sns.PublishBatchInput;
import dev.weir.api.sns.PublishBatchResponse;
import dev.weir.api.sns.PublishInput;
import dev.weir.api.sns.PublishResponse;
import dev.weir.api.sns.RemovePermissionInput;
import dev.weir.api.sns.RemovePermissionResponse;
import dev.weir.api.sns.SetSMSAttributesInput;
import dev.weir.api.sns.SetSMSAttributesResponse;
import dev.weir.api.sns.SetSubscriptionAttributesInput;
import dev.weir.api.sns.SetSubscriptionAttributesResponse;
import dev.weir.api.sns.SetTopicAttributesInput;
import dev.weir.api.sns.SetTopicAttributesResponse;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.api.sns.SubscribeResponse;
import dev.weir.api.sns.TagResourceRequest;
import dev.weir.api.sns.TagResourceResponse;
import dev.weir.api.sns.UnsubscribeInput;
import dev.weir.api.sns.UnsubscribeResponse;
import dev.weir.api.sns.UntagResourceRequest;
import dev.weir.api.sns.UntagResourceResponse;
import dev.weir.api.sns.VerifySMSSandboxPhoneNumberInput;
import dev.weir.api.sns.VerifySMSSandboxPhoneNumberResult;
import dev.weir.kernel.Kernel;
import dev.weir.services.sns.operations.Confirmations;
import dev.weir.services.sns.operations.PermissionCalls;
import dev.weir.services.sns.operations.PublishCalls;
import dev.weir.services.sns.operations.Publisher;
import dev.weir.services.sns.operations.SmsCalls;
import dev.weir.services.sns.operations.SubscriptionCalls;
import dev.weir.services.sns.operations.SubscriptionLists;
import dev.weir.services.sns.operations.TagCalls;
import dev.weir.services.sns.operations.TopicArns;
import dev.weir.services.sns.operations.TopicCalls;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;

/** Every operation that weir does of SNS, a line each. */
final class SnsCalls implements SnsOperations {
    private final TopicCalls topicCalls;
    private final SubscriptionCalls subscriptions;
    private final SubscriptionLists lists;
    private final PublishCalls publishes;
    private final TagCalls tags;
    private final PermissionCalls permissions;
    private final SmsCalls sms;

    SnsCalls(Kernel kernel, Topics topics, Publisher publisher, Confirmations confirmations, SmsCalls sms) {
        this.sms = sms;
        TopicArns arns = new TopicArns(topics);
        this.topicCalls = new TopicCalls(kernel, topics, arns);
        this.subscriptions = new SubscriptionCalls(kernel, topics, arns, confirmations);
        this.lists = new SubscriptionLists(topics, arns);
        this.publishes = new PublishCalls(arns, publisher, sms);
        this.tags = new TagCalls(topics);
        this.permissions = new PermissionCalls(arns);
    }

    @Override
    public AddPermissionResponse addPermission(Call call, AddPermissionInput input) {
        return permissions.add(call, input);
    }

    @Override
    public ConfirmSubscriptionResponse confirmSubscription(Call call, ConfirmSubscriptionInput input) {
        return subscriptions.confirm(call, input);
    }

    @Override
    public CreateTopicResponse createTopic(Call call, CreateTopicInput input) {
        return topicCalls.create(call, input);
    }

    @Override
    public DeleteTopicResponse deleteTopic(Call call, DeleteTopicInput input) {
        return topicCalls.delete(call, input);
    }

    @Override
    public GetSubscriptionAttributesResponse getSubscriptionAttributes(
            Call call, GetSubscriptionAttributesInput input) {
        return subscriptions.get(call, input);
    }

    @Override
    public GetTopicAttributesResponse getTopicAttributes(Call call, GetTopicAttributesInput input) {
        return topicCalls.get(call, input);
    }

    @Override
    public ListSubscriptionsResponse listSubscriptions(Call call, ListSubscriptionsInput input) {
        return lists.all(call, input);
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(Call call, ListSubscriptionsByTopicInput input) {
        return lists.ofTopic(call, input);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest input) {
        return tags.list(call, input);
    }

    @Override
    public ListTopicsResponse listTopics(Call call, ListTopicsInput input) {
        return topicCalls.list(call, input);
    }

    @Override
    public PublishResponse publish(Call call, PublishInput input) {
        return publishes.publish(call, input);
    }

    @Override
    public PublishBatchResponse publishBatch(Call call, PublishBatchInput input) {
        return publishes.publishBatch(call, input);
    }

    @Override
    public RemovePermissionResponse removePermission(Call call, RemovePermissionInput input) {
        return permissions.remove(call, input);
    }

    @Override
    public SetSubscriptionAttributesResponse setSubscriptionAttributes(
            Call call, SetSubscriptionAttributesInput input) {
        return subscriptions.set(call, input);
    }

    @Override
    public SetTopicAttributesResponse setTopicAttributes(Call call, SetTopicAttributesInput input) {
        return topicCalls.set(call, input);
    }

    @Override
    public SubscribeResponse subscribe(Call call, SubscribeInput input) {
        return subscriptions.subscribe(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UnsubscribeResponse unsubscribe(Call call, UnsubscribeInput input) {
        return subscriptions.unsubscribe(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return tags.untag(call, input);
    }

    @Override
    public CheckIfPhoneNumberIsOptedOutResponse checkIfPhoneNumberIsOptedOut(
            Call call, CheckIfPhoneNumberIsOptedOutInput input) {
        return sms.check(call, input);
    }

    @Override
    public CreateSMSSandboxPhoneNumberResult createSMSSandboxPhoneNumber(
            Call call, CreateSMSSandboxPhoneNumberInput input) {
        return sms.createSandboxNumber(call, input);
    }

    @Override
    public DeleteSMSSandboxPhoneNumberResult deleteSMSSandboxPhoneNumber(
            Call call, DeleteSMSSandboxPhoneNumberInput input) {
        return sms.deleteSandboxNumber(call, input);
    }

    @Override
    public GetSMSAttributesResponse getSMSAttributes(Call call, GetSMSAttributesInput input) {
        return sms.getAttributes(call, input);
    }

    @Override
    public GetSMSSandboxAccountStatusResult getSMSSandboxAccountStatus(
            Call call, GetSMSSandboxAccountStatusInput input) {
        return sms.sandboxStatus();
    }

    @Override
    public ListOriginationNumbersResult listOriginationNumbers(Call call, ListOriginationNumbersRequest input) {
        return sms.originationNumbers();
    }

    @Override
    public ListPhoneNumbersOptedOutResponse listPhoneNumbersOptedOut(Call call, ListPhoneNumbersOptedOutInput input) {
        return sms.listOptedOut(call, input);
    }

    @Override
    public ListSMSSandboxPhoneNumbersResult listSMSSandboxPhoneNumbers(
            Call call, ListSMSSandboxPhoneNumbersInput input) {
        return sms.listSandboxNumbers(call, input);
    }

    @Override
    public OptInPhoneNumberResponse optInPhoneNumber(Call call, OptInPhoneNumberInput input) {
        return sms.optIn(call, input);
    }

    @Override
    public SetSMSAttributesResponse setSMSAttributes(Call call, SetSMSAttributesInput input) {
        return sms.setAttributes(call, input);
    }

    @Override
    public VerifySMSSandboxPhoneNumberResult verifySMSSandboxPhoneNumber(
            Call call, VerifySMSSandboxPhoneNumberInput input) {
        return sms.verifySandboxNumber(call, input);
    }
}
