package dev.weir.services.dynamodb.operations;

import dev.weir.kernel.Arn;
import dev.weir.services.dynamodb.DynamoDbErrors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A shard iterator: where reading goes on.
 *
 * @param after the sequence before the first record to read
 * @param created an iterator is good for fifteen minutes
 */
record StreamIterator(Arn stream, int shard, long after, Instant created) {
    /** As AWS forms them: the stream's ARN, a version, something opaque. */
    String token() {
        String position = shard + ":" + after + ":" + created.toEpochMilli();
        return stream + "|1|" + Base64.getEncoder().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws dev.weir.shapes.AwsException where it is none */
    static StreamIterator parse(String token) {
        String[] parts = token.split("\\|", 3);
        try {
            String position = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8);
            String[] numbers = position.split(":", 3);
            return new StreamIterator(
                    Arn.parse(parts[0]),
                    Integer.parseInt(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Instant.ofEpochMilli(Long.parseLong(numbers[2])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw DynamoDbErrors.validation("Invalid ShardIterator");
        }
    }
}
