package dev.weir.services.dynamodb;

import dev.weir.api.dynamodbstreams.DescribeStreamInput;
import dev.weir.api.dynamodbstreams.DescribeStreamOutput;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsBinding;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsOperations;
import dev.weir.api.dynamodbstreams.GetRecordsInput;
import dev.weir.api.dynamodbstreams.GetRecordsOutput;
import dev.weir.api.dynamodbstreams.GetShardIteratorInput;
import dev.weir.api.dynamodbstreams.GetShardIteratorOutput;
import dev.weir.api.dynamodbstreams.ListStreamsInput;
import dev.weir.api.dynamodbstreams.ListStreamsOutput;
import dev.weir.fabric.Service;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.kernel.Kernel;
import dev.weir.services.dynamodb.operations.StreamOperations;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.shapes.Call;
import dev.weir.shapes.ServiceBinding;

/** DynamoDB Streams: an API of its own over the streams that {@link DynamoDbService} keeps in the store. */
public final class DynamoDbStreamsService implements Service {
    private final Api api;

    public DynamoDbStreamsService(Kernel kernel, Deliveries deliveries) {
        this.api = new Api(new StreamOperations(new DynamoDbState(kernel, false, deliveries)));
    }

    @Override
    public ServiceBinding binding() {
        return new DynamoDbStreamsBinding(api);
    }

    /** The operations, for tests. */
    DynamoDbStreamsOperations operations() {
        return api;
    }

    /** The generated operations, a line each. */
    public static final class Api implements DynamoDbStreamsOperations {
        private final StreamOperations streams;

        private Api(StreamOperations streams) {
            this.streams = streams;
        }

        @Override
        public DescribeStreamOutput describeStream(Call call, DescribeStreamInput input) {
            return streams.describe(input);
        }

        @Override
        public GetRecordsOutput getRecords(Call call, GetRecordsInput input) {
            return streams.records(input);
        }

        @Override
        public GetShardIteratorOutput getShardIterator(Call call, GetShardIteratorInput input) {
            return streams.iterator(input);
        }

        @Override
        public ListStreamsOutput listStreams(Call call, ListStreamsInput input) {
            return streams.list(call, input);
        }
    }
}
