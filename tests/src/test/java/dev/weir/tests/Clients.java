package dev.weir.tests;

import dev.weir.junit.WeirServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Points the AWS SDK's clients at a weir. */
public final class Clients {
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    private Clients() {}

    /** A client of the default account, such as {@code Clients.of(weir, SqsClient.builder())}. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(WeirServer weir, B builder) {
        return of(weir, weir.accessKeyId(), builder);
    }

    /** A client of another account: twelve digits. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
            WeirServer weir, String account, B builder) {
        return of(weir, account, Region.of(weir.region()), builder);
    }

    /** A client of the default account in another region. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C in(
            WeirServer weir, Region region, B builder) {
        return of(weir, weir.accessKeyId(), region, builder);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
            WeirServer weir, String account, Region region, B builder) {
        return builder.endpointOverride(weir.endpoint())
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(account, weir.secretAccessKey())))
                .httpClient(HTTP)
                .build();
    }
}
