package dev.weir.shapes;

import java.util.List;

/**
 * A service as its model describes it.
 *
 * @param id weir's name for it and its folder, such as {@code sqs}
 * @param name AWS's service id, such as {@code SQS}
 * @param signingName in the credential scope of a signature, such as {@code sqs}
 * @param endpointPrefix the first label of its host, such as {@code sqs} or {@code monitoring}
 * @param targetPrefix of the {@code X-Amz-Target} header; empty where it has none
 * @param version of the API, such as {@code 2012-11-05}
 * @param xmlNamespace of its answers; empty where it has none
 * @param protocols all that it speaks, its own first
 * @param queryCompatible whether its errors carry {@code x-amzn-query-error}
 * @param operations in alphabetical order
 */
public record ServiceSchema(
        String id,
        String name,
        String signingName,
        String endpointPrefix,
        String targetPrefix,
        String version,
        String xmlNamespace,
        List<Protocol> protocols,
        boolean queryCompatible,
        List<Operation> operations) {}
