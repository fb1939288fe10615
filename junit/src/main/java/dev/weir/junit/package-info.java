/**
 * Weir inside a test's own process, up in milliseconds, with a clock that the test moves.
 *
 * <pre>{@code
 * @ExtendWith(WeirExtension.class)
 * class OrdersTest {
 *     @Test
 *     void anOrderIsKept(WeirServer weir) {
 *         SqsClient sqs = SqsClient.builder()
 *                 .endpointOverride(weir.endpoint())
 *                 .region(Region.of(weir.region()))
 *                 .credentialsProvider(StaticCredentialsProvider.create(
 *                         AwsBasicCredentials.create(weir.accessKeyId(), weir.secretAccessKey())))
 *                 .build();
 *         …
 *         weir.advance(Duration.ofHours(1));
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.weir.junit;

import org.jspecify.annotations.NullMarked;
