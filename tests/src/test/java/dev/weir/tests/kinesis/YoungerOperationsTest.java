package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations and parameters that are younger than the SDK at hand, in plain JSON. */
@ExtendWith(WeirExtension.class)
class YoungerOperationsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

    private final WeirServer weir;
    private final KinesisClient kinesis;
    private final JsonCalls calls;

    YoungerOperationsTest(WeirServer weir) {
        this.weir = weir;
        this.kinesis = Clients.of(weir, KinesisClient.builder());
        this.calls = new JsonCalls(weir);
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private JsonNode call(String operation, String body) {
        JsonNode answer =
                JsonMapper.shared().readTree(calls.call(operation, body).body());
        weir.untilQuiet();
        return answer;
    }

    private void onDemand() {
        call("CreateStream", "{\"StreamName\":\"s\",\"StreamModeDetails\":{\"StreamMode\":\"ON_DEMAND\"}}");
    }

    @Test
    void warmThroughputNeedsACommitment() {
        onDemand();
        String wish = "{\"StreamName\":\"s\",\"WarmThroughputMiBps\":8}";
        assertEquals(
                "ValidationException",
                call("UpdateStreamWarmThroughput", wish).get("__type").asString());
        String on = "{\"MinimumThroughputBillingCommitment\":{\"Status\":\"ENABLED\"}}";
        assertEquals(
                "ENABLED",
                call("UpdateAccountSettings", on)
                        .at("/MinimumThroughputBillingCommitment/Status")
                        .asString());
        assertEquals(
                8,
                call("UpdateStreamWarmThroughput", wish)
                        .at("/WarmThroughput/TargetMiBps")
                        .asInt());
        JsonNode summary =
                call("DescribeStreamSummary", "{\"StreamARN\":\"" + ARN + "\"}").get("StreamDescriptionSummary");
        assertEquals(8, summary.get("OpenShardCount").asInt());
        assertEquals(8, summary.at("/WarmThroughput/CurrentMiBps").asInt());
        String off = "{\"MinimumThroughputBillingCommitment\":{\"Status\":\"DISABLED\"}}";
        assertEquals(
                "ENABLED_UNTIL_EARLIEST_ALLOWED_END",
                call("UpdateAccountSettings", off)
                        .at("/MinimumThroughputBillingCommitment/Status")
                        .asString());
        weir.advance(Duration.ofDays(1));
        assertEquals(
                "DISABLED",
                call("DescribeAccountSettings", "{}")
                        .at("/MinimumThroughputBillingCommitment/Status")
                        .asString());
    }

    @Test
    void recordsAreSpreadWithoutKeys() {
        onDemand();
        call(
                "UpdateStreamRecordDistributionStrategy",
                "{\"StreamARN\":\"" + ARN + "\",\"RecordDistributionStrategy\":\"AUTO\"}");
        Set<String> shards = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            shards.add(call("PutRecord", "{\"StreamName\":\"s\",\"Data\":\"eA==\"}")
                    .get("ShardId")
                    .asString());
        }
        assertEquals(4, shards.size());
        call(
                "UpdateStreamRecordDistributionStrategy",
                "{\"StreamARN\":\"" + ARN + "\",\"RecordDistributionStrategy\":\"USER_PARTITION_KEY\"}");
        assertEquals(
                "1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not"
                        + " be null",
                call("PutRecord", "{\"StreamName\":\"s\",\"Data\":\"eA==\"}")
                        .get("message")
                        .asString());
    }

    @Test
    void dryRunsWriteNothing() {
        onDemand();
        JsonNode dry = call(
                "PutRecords",
                "{\"StreamName\":\"s\",\"DryRun\":true,\"Records\":[{\"Data\":\"eA==\",\"PartitionKey\":\"k\"}]}");
        assertEquals("DryRunOperationException", dry.get("__type").asString());
        String missing = "{\"StreamName\":\"t\",\"DryRun\":true,\"Data\":\"eA==\",\"PartitionKey\":\"k\"}";
        assertEquals(
                "ResourceNotFoundException",
                call("PutRecord", missing).get("__type").asString());
    }

    @Test
    void channelsAreRefusedByName() {
        JsonNode refused = call("ListChannels", "{}");
        assertTrue(refused.get("message").asString().contains("kinesis:ListChannels"), refused.toString());
        assertEquals(0, kinesis.listStreams().streamNames().size());
    }
}
