package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.DescribeEndpointsResponse;
import dev.weir.api.dynamodb.DescribeLimitsOutput;
import dev.weir.api.dynamodb.Endpoint;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.List;

/** What the account as a whole has. */
public final class Account {
    private static final long ACCOUNT_UNITS = 80_000;
    private static final long TABLE_UNITS = 40_000;
    private static final long CACHE_MINUTES = 1440;

    private Account() {}

    /** What AWS answers whoever asks for global tables of the first version. */
    public static AwsException oldGlobalTables() {
        return DynamoDbErrors.invalid("DynamoDB global tables version 2017.11.29 is not supported. We recommend using"
                + " DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).");
    }

    /** API Reference, "DescribeLimits": the defaults of a new account. */
    public static DescribeLimitsOutput limits() {
        return DescribeLimitsOutput.builder()
                .accountMaxReadCapacityUnits(ACCOUNT_UNITS)
                .accountMaxWriteCapacityUnits(ACCOUNT_UNITS)
                .tableMaxReadCapacityUnits(TABLE_UNITS)
                .tableMaxWriteCapacityUnits(TABLE_UNITS)
                .build();
    }

    /** API Reference, "DescribeEndpoints": the one that was called. */
    public static DescribeEndpointsResponse endpoints(Call call) {
        return DescribeEndpointsResponse.builder()
                .endpoints(List.of(Endpoint.builder()
                        .address(call.authority())
                        .cachePeriodInMinutes(CACHE_MINUTES)
                        .build()))
                .build();
    }
}
