package orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fulfils orders, each once however often its message comes; those that fail go back to the queue alone. */
public final class Fulfil implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Set<String> SERVED = Set.of("DE", "FR", "GB", "IE", "NL", "SE", "US");

    private final JsonMapper json = JsonMapper.builder().build();
    private final String table = System.getenv("FULFILMENTS_TABLE");
    private final DynamoDbClient fulfilments =
            DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            try {
                fulfil(json.readTree(message.getBody()).path("detail"));
            } catch (RuntimeException e) {
                context.getLogger().log("message " + message.getMessageId() + " failed: " + e.getMessage());
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private void fulfil(JsonNode order) {
        String country = order.path("country").asString();
        if (!SERVED.contains(country)) {
            throw new IllegalArgumentException("nothing can be sent to " + country);
        }
        try {
            fulfilments.putItem(request -> request.tableName(table)
                    .item(Map.of(
                            "orderId", AttributeValue.fromS(order.path("id").asString()),
                            "carrier", AttributeValue.fromS(country.equals("US") ? "sea" : "road"),
                            "total", AttributeValue.fromN(order.path("total").asString())))
                    .conditionExpression("attribute_not_exists(orderId)"));
        } catch (ConditionalCheckFailedException fulfilledBefore) {
            // The message came twice; the order was fulfilled the first time.
        }
    }
}
