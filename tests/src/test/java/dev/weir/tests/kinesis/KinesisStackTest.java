package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/** Streams, consumers and policies in stacks, and SAM's Kinesis event. */
@ExtendWith(WeirExtension.class)
class KinesisStackTest {
    private static final String TEMPLATE = """
            Resources:
              Stream:
                Type: AWS::Kinesis::Stream
                Properties:
                  Name: %s
                  %s
              Consumer:
                Type: AWS::Kinesis::StreamConsumer
                Properties: {ConsumerName: c, StreamARN: !GetAtt Stream.Arn}
              Policy:
                Type: AWS::Kinesis::ResourcePolicy
                Properties:
                  ResourceArn: !GetAtt Stream.Arn
                  ResourcePolicy: {Version: "2012-10-17", Statement: []}
            Outputs:
              Name: {Value: !Ref Stream}
              Arn: {Value: !GetAtt Stream.Arn}
              Consumer: {Value: !GetAtt Consumer.ConsumerARN}
            """;

    private final WeirServer weir;
    private final CloudFormationClient stacks;
    private final KinesisClient kinesis;

    KinesisStackTest(WeirServer weir) {
        this.weir = weir;
        this.stacks = Clients.of(weir, CloudFormationClient.builder());
        this.kinesis = Clients.of(weir, KinesisClient.builder());
    }

    private Stack settled(StackStatus wanted) {
        weir.untilQuiet();
        Stack stack = stacks.describeStacks(r -> r.stackName("st")).stacks().getFirst();
        assertEquals(wanted, stack.stackStatus(), stack.stackStatusReason());
        return stack;
    }

    private StreamDescriptionSummary summary(String name) {
        return kinesis.describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
    }

    @Test
    void createdUpdatedReplacedDeleted() {
        weir.clock().freeze();
        stacks.createStack(r -> r.stackName("st")
                .templateBody(TEMPLATE.formatted(
                        "one", "ShardCount: 2\n      RetentionPeriodHours: 48\n      Tags: [{Key: a, Value: b}]")));
        Map<String, String> outputs = settled(StackStatus.CREATE_COMPLETE).outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        assertEquals("one", outputs.get("Name"));
        assertEquals("arn:aws:kinesis:us-east-1:000000000000:stream/one", outputs.get("Arn"));
        assertTrue(String.valueOf(outputs.get("Consumer")).contains("/consumer/c:"));
        assertEquals(StreamStatus.ACTIVE, summary("one").streamStatus());
        assertEquals(2, summary("one").openShardCount());
        assertEquals(48, summary("one").retentionPeriodHours());
        assertEquals(1, summary("one").consumerCount());
        assertTrue(kinesis.getResourcePolicy(r -> r.resourceARN(outputs.get("Arn")))
                .policy()
                .contains("2012-10-17"));
        stacks.updateStack(r -> r.stackName("st")
                .templateBody(TEMPLATE.formatted(
                        "one",
                        "ShardCount: 4\n      StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}")));
        settled(StackStatus.UPDATE_COMPLETE);
        assertEquals(4, summary("one").openShardCount());
        assertEquals(24, summary("one").retentionPeriodHours());
        assertEquals("alias/aws/kinesis", summary("one").keyId());
        stacks.updateStack(r -> r.stackName("st")
                .templateBody(TEMPLATE.formatted("two", "StreamModeDetails: {StreamMode: ON_DEMAND}")));
        settled(StackStatus.UPDATE_COMPLETE);
        assertEquals(StreamMode.ON_DEMAND, summary("two").streamModeDetails().streamMode());
        assertThrows(ResourceNotFoundException.class, () -> summary("one"));
        stacks.deleteStack(r -> r.stackName("st"));
        weir.untilQuiet();
        assertThrows(ResourceNotFoundException.class, () -> summary("two"));
    }

    @Test
    void samsKinesisEventMapsTheStream() {
        stacks.createChangeSet(r -> r.stackName("st")
                .changeSetName("first")
                .changeSetType("CREATE")
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .templateBody("""
                        Transform: AWS::Serverless-2016-10-31
                        Resources:
                          Stream:
                            Type: AWS::Kinesis::Stream
                            Properties: {ShardCount: 1}
                          Function:
                            Type: AWS::Serverless::Function
                            Properties:
                              Runtime: nodejs20.x
                              Handler: index.handler
                              InlineCode: exports.handler = async () => {}
                              Events:
                                Records:
                                  Type: Kinesis
                                  Properties:
                                    Stream: !GetAtt Stream.Arn
                                    StartingPosition: LATEST
                                    BatchSize: 7
                                    TumblingWindowInSeconds: 30
                                    BisectBatchOnFunctionError: true
                        """));
        weir.untilQuiet();
        stacks.executeChangeSet(r -> r.stackName("st").changeSetName("first"));
        settled(StackStatus.CREATE_COMPLETE);
        List<EventSourceMappingConfiguration> mappings = Clients.of(weir, LambdaClient.builder())
                .listEventSourceMappings()
                .eventSourceMappings();
        assertEquals(1, mappings.size());
        assertTrue(mappings.getFirst().eventSourceArn().contains(":stream/st-Stream-"));
        assertEquals(7, mappings.getFirst().batchSize());
        assertEquals(30, mappings.getFirst().tumblingWindowInSeconds());
    }
}
