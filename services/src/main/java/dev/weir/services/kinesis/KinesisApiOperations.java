package dev.weir.services.kinesis;

import dev.weir.api.kinesis.AddTagsToStreamInput;
import dev.weir.api.kinesis.AddTagsToStreamResponse;
import dev.weir.api.kinesis.CreateStreamInput;
import dev.weir.api.kinesis.CreateStreamResponse;
import dev.weir.api.kinesis.DecreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.DecreaseStreamRetentionPeriodResponse;
import dev.weir.api.kinesis.DeleteResourcePolicyInput;
import dev.weir.api.kinesis.DeleteResourcePolicyResponse;
import dev.weir.api.kinesis.DeleteStreamInput;
import dev.weir.api.kinesis.DeleteStreamResponse;
import dev.weir.api.kinesis.DeregisterStreamConsumerInput;
import dev.weir.api.kinesis.DeregisterStreamConsumerResponse;
import dev.weir.api.kinesis.DescribeAccountSettingsInput;
import dev.weir.api.kinesis.DescribeAccountSettingsOutput;
import dev.weir.api.kinesis.DescribeLimitsInput;
import dev.weir.api.kinesis.DescribeLimitsOutput;
import dev.weir.api.kinesis.DescribeStreamConsumerInput;
import dev.weir.api.kinesis.DescribeStreamConsumerOutput;
import dev.weir.api.kinesis.DescribeStreamInput;
import dev.weir.api.kinesis.DescribeStreamOutput;
import dev.weir.api.kinesis.DescribeStreamSummaryInput;
import dev.weir.api.kinesis.DescribeStreamSummaryOutput;
import dev.weir.api.kinesis.DisableEnhancedMonitoringInput;
import dev.weir.api.kinesis.EnableEnhancedMonitoringInput;
import dev.weir.api.kinesis.EnhancedMonitoringOutput;
import dev.weir.api.kinesis.GetRecordsInput;
import dev.weir.api.kinesis.GetRecordsOutput;
import dev.weir.api.kinesis.GetResourcePolicyInput;
import dev.weir.api.kinesis.GetResourcePolicyOutput;
import dev.weir.api.kinesis.GetShardIteratorInput;
import dev.weir.api.kinesis.GetShardIteratorOutput;
import dev.weir.api.kinesis.IncreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.IncreaseStreamRetentionPeriodResponse;
import dev.weir.api.kinesis.KinesisOperations;
import dev.weir.api.kinesis.ListShardsInput;
import dev.weir.api.kinesis.ListShardsOutput;
import dev.weir.api.kinesis.ListStreamConsumersInput;
import dev.weir.api.kinesis.ListStreamConsumersOutput;
import dev.weir.api.kinesis.ListStreamsInput;
import dev.weir.api.kinesis.ListStreamsOutput;
import dev.weir.api.kinesis.ListTagsForResourceInput;
import dev.weir.api.kinesis.ListTagsForResourceOutput;
import dev.weir.api.kinesis.ListTagsForStreamInput;
import dev.weir.api.kinesis.ListTagsForStreamOutput;
import dev.weir.api.kinesis.MergeShardsInput;
import dev.weir.api.kinesis.MergeShardsResponse;
import dev.weir.api.kinesis.PutRecordInput;
import dev.weir.api.kinesis.PutRecordOutput;
import dev.weir.api.kinesis.PutRecordsInput;
import dev.weir.api.kinesis.PutRecordsOutput;
import dev.weir.api.kinesis.PutResourcePolicyInput;
import dev.weir.api.kinesis.PutResourcePolicyResponse;
import dev.weir.api.kinesis.RegisterStreamConsumerInput;
import dev.weir.api.kinesis.RegisterStreamConsumerOutput;
import dev.weir.api.kinesis.RemoveTagsFromStreamInput;
import dev.weir.api.kinesis.RemoveTagsFromStreamResponse;
import dev.weir.api.kinesis.SplitShardInput;
import dev.weir.api.kinesis.SplitShardResponse;
import dev.weir.api.kinesis.StartStreamEncryptionInput;
import dev.weir.api.kinesis.StartStreamEncryptionResponse;
import dev.weir.api.kinesis.StopStreamEncryptionInput;
import dev.weir.api.kinesis.StopStreamEncryptionResponse;
import dev.weir.api.kinesis.SubscribeToShardInput;
import dev.weir.api.kinesis.SubscribeToShardOutput;
import dev.weir.api.kinesis.TagResourceInput;
import dev.weir.api.kinesis.TagResourceResponse;
import dev.weir.api.kinesis.UntagResourceInput;
import dev.weir.api.kinesis.UntagResourceResponse;
import dev.weir.api.kinesis.UpdateAccountSettingsInput;
import dev.weir.api.kinesis.UpdateAccountSettingsOutput;
import dev.weir.api.kinesis.UpdateMaxRecordSizeInput;
import dev.weir.api.kinesis.UpdateMaxRecordSizeResponse;
import dev.weir.api.kinesis.UpdateShardCountInput;
import dev.weir.api.kinesis.UpdateShardCountOutput;
import dev.weir.api.kinesis.UpdateStreamModeInput;
import dev.weir.api.kinesis.UpdateStreamModeResponse;
import dev.weir.api.kinesis.UpdateStreamRecordDistributionStrategyInput;
import dev.weir.api.kinesis.UpdateStreamRecordDistributionStrategyResponse;
import dev.weir.api.kinesis.UpdateStreamWarmThroughputInput;
import dev.weir.api.kinesis.UpdateStreamWarmThroughputOutput;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.operations.Account;
import dev.weir.services.kinesis.operations.Consumers;
import dev.weir.services.kinesis.operations.Descriptions;
import dev.weir.services.kinesis.operations.Lifecycle;
import dev.weir.services.kinesis.operations.Lookup;
import dev.weir.services.kinesis.operations.Policies;
import dev.weir.services.kinesis.operations.Reads;
import dev.weir.services.kinesis.operations.Records;
import dev.weir.services.kinesis.operations.Resharding;
import dev.weir.services.kinesis.operations.Settling;
import dev.weir.services.kinesis.operations.ShardLists;
import dev.weir.services.kinesis.operations.Subscriptions;
import dev.weir.services.kinesis.operations.Tags;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;

/** Every operation of Kinesis, a line each. Channels are refused by name. */
public final class KinesisApiOperations implements KinesisOperations {
    private final Lifecycle lifecycle;
    private final Descriptions descriptions;
    private final ShardLists shards;
    private final Resharding resharding;
    private final Settling settling;
    private final Account account;
    private final Tags tags;
    private final Policies policies;
    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final Records records;
    private final Reads reads;

    KinesisApiOperations(Streams streams, Lookup lookup, Transitions transitions) {
        this.lifecycle = new Lifecycle(streams, lookup, transitions);
        this.descriptions = new Descriptions(streams, lookup);
        this.shards = new ShardLists(streams, lookup);
        this.resharding = new Resharding(streams, lookup, transitions);
        this.settling = new Settling(streams, lookup, transitions);
        this.account = new Account(streams);
        this.tags = new Tags(streams, lookup);
        this.policies = new Policies(streams, lookup);
        this.consumers = new Consumers(streams, lookup, transitions);
        this.subscriptions = new Subscriptions(streams, lookup);
        this.records = new Records(lookup);
        this.reads = new Reads(streams, lookup);
    }

    /** For stacks, which wait until a stream is there. */
    Lifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    public AddTagsToStreamResponse addTagsToStream(Call call, AddTagsToStreamInput input) {
        tags.add(call, input);
        return AddTagsToStreamResponse.builder().build();
    }

    @Override
    public CreateStreamResponse createStream(Call call, CreateStreamInput input) {
        lifecycle.create(call, input);
        return CreateStreamResponse.builder().build();
    }

    @Override
    public DecreaseStreamRetentionPeriodResponse decreaseStreamRetentionPeriod(
            Call call, DecreaseStreamRetentionPeriodInput input) {
        settling.decrease(call, input);
        return DecreaseStreamRetentionPeriodResponse.builder().build();
    }

    @Override
    public DeleteResourcePolicyResponse deleteResourcePolicy(Call call, DeleteResourcePolicyInput input) {
        policies.delete(call, input);
        return DeleteResourcePolicyResponse.builder().build();
    }

    @Override
    public DeleteStreamResponse deleteStream(Call call, DeleteStreamInput input) {
        lifecycle.delete(call, input);
        return DeleteStreamResponse.builder().build();
    }

    @Override
    public DeregisterStreamConsumerResponse deregisterStreamConsumer(Call call, DeregisterStreamConsumerInput input) {
        consumers.deregister(call, input);
        return DeregisterStreamConsumerResponse.builder().build();
    }

    @Override
    public DescribeAccountSettingsOutput describeAccountSettings(Call call, DescribeAccountSettingsInput input) {
        return account.describe(call, input);
    }

    @Override
    public DescribeLimitsOutput describeLimits(Call call, DescribeLimitsInput input) {
        return account.limits(call, input);
    }

    @Override
    public DescribeStreamOutput describeStream(Call call, DescribeStreamInput input) {
        return descriptions.describe(call, input);
    }

    @Override
    public DescribeStreamConsumerOutput describeStreamConsumer(Call call, DescribeStreamConsumerInput input) {
        return consumers.describe(call, input);
    }

    @Override
    public DescribeStreamSummaryOutput describeStreamSummary(Call call, DescribeStreamSummaryInput input) {
        return descriptions.summary(call, input);
    }

    @Override
    public EnhancedMonitoringOutput disableEnhancedMonitoring(Call call, DisableEnhancedMonitoringInput input) {
        return settling.stopMonitoring(call, input);
    }

    @Override
    public EnhancedMonitoringOutput enableEnhancedMonitoring(Call call, EnableEnhancedMonitoringInput input) {
        return settling.monitor(call, input);
    }

    @Override
    public GetRecordsOutput getRecords(Call call, GetRecordsInput input) {
        return reads.records(call, input);
    }

    @Override
    public GetResourcePolicyOutput getResourcePolicy(Call call, GetResourcePolicyInput input) {
        return policies.get(call, input);
    }

    @Override
    public GetShardIteratorOutput getShardIterator(Call call, GetShardIteratorInput input) {
        return reads.iterator(call, input);
    }

    @Override
    public IncreaseStreamRetentionPeriodResponse increaseStreamRetentionPeriod(
            Call call, IncreaseStreamRetentionPeriodInput input) {
        settling.increase(call, input);
        return IncreaseStreamRetentionPeriodResponse.builder().build();
    }

    @Override
    public ListShardsOutput listShards(Call call, ListShardsInput input) {
        return shards.list(call, input);
    }

    @Override
    public ListStreamConsumersOutput listStreamConsumers(Call call, ListStreamConsumersInput input) {
        return consumers.list(call, input);
    }

    @Override
    public ListStreamsOutput listStreams(Call call, ListStreamsInput input) {
        return descriptions.list(call, input);
    }

    @Override
    public ListTagsForResourceOutput listTagsForResource(Call call, ListTagsForResourceInput input) {
        return tags.listOf(call, input);
    }

    @Override
    public ListTagsForStreamOutput listTagsForStream(Call call, ListTagsForStreamInput input) {
        return tags.list(call, input);
    }

    @Override
    public MergeShardsResponse mergeShards(Call call, MergeShardsInput input) {
        resharding.merge(call, input);
        return MergeShardsResponse.builder().build();
    }

    @Override
    public PutRecordOutput putRecord(Call call, PutRecordInput input) {
        return records.put(call, input);
    }

    @Override
    public PutRecordsOutput putRecords(Call call, PutRecordsInput input) {
        return records.putAll(call, input);
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(Call call, PutResourcePolicyInput input) {
        policies.put(call, input);
        return PutResourcePolicyResponse.builder().build();
    }

    @Override
    public RegisterStreamConsumerOutput registerStreamConsumer(Call call, RegisterStreamConsumerInput input) {
        return consumers.register(call, input);
    }

    @Override
    public RemoveTagsFromStreamResponse removeTagsFromStream(Call call, RemoveTagsFromStreamInput input) {
        tags.remove(call, input);
        return RemoveTagsFromStreamResponse.builder().build();
    }

    @Override
    public SplitShardResponse splitShard(Call call, SplitShardInput input) {
        resharding.split(call, input);
        return SplitShardResponse.builder().build();
    }

    @Override
    public StartStreamEncryptionResponse startStreamEncryption(Call call, StartStreamEncryptionInput input) {
        settling.encrypt(call, input);
        return StartStreamEncryptionResponse.builder().build();
    }

    @Override
    public StopStreamEncryptionResponse stopStreamEncryption(Call call, StopStreamEncryptionInput input) {
        settling.stopEncryption(call, input);
        return StopStreamEncryptionResponse.builder().build();
    }

    @Override
    public SubscribeToShardOutput subscribeToShard(Call call, SubscribeToShardInput input) {
        return subscriptions.subscribe(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceInput input) {
        tags.tag(call, input);
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceInput input) {
        tags.untag(call, input);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public UpdateAccountSettingsOutput updateAccountSettings(Call call, UpdateAccountSettingsInput input) {
        return account.update(call, input);
    }

    @Override
    public UpdateMaxRecordSizeResponse updateMaxRecordSize(Call call, UpdateMaxRecordSizeInput input) {
        settling.maxRecordSize(call, input);
        return UpdateMaxRecordSizeResponse.builder().build();
    }

    @Override
    public UpdateShardCountOutput updateShardCount(Call call, UpdateShardCountInput input) {
        return resharding.resize(call, input);
    }

    @Override
    public UpdateStreamModeResponse updateStreamMode(Call call, UpdateStreamModeInput input) {
        settling.mode(call, input);
        return UpdateStreamModeResponse.builder().build();
    }

    @Override
    public UpdateStreamRecordDistributionStrategyResponse updateStreamRecordDistributionStrategy(
            Call call, UpdateStreamRecordDistributionStrategyInput input) {
        settling.strategy(call, input);
        return UpdateStreamRecordDistributionStrategyResponse.builder().build();
    }

    @Override
    public UpdateStreamWarmThroughputOutput updateStreamWarmThroughput(
            Call call, UpdateStreamWarmThroughputInput input) {
        return settling.warm(call, input);
    }
}
