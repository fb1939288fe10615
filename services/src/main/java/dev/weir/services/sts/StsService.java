package dev.weir.services.sts;

import dev.weir.api.sts.AssumeRoleRequest;
import dev.weir.api.sts.AssumeRoleResponse;
import dev.weir.api.sts.AssumedRoleUser;
import dev.weir.api.sts.Credentials;
import dev.weir.api.sts.GetAccessKeyInfoRequest;
import dev.weir.api.sts.GetAccessKeyInfoResponse;
import dev.weir.api.sts.GetCallerIdentityRequest;
import dev.weir.api.sts.GetCallerIdentityResponse;
import dev.weir.api.sts.GetSessionTokenRequest;
import dev.weir.api.sts.GetSessionTokenResponse;
import dev.weir.api.sts.StsBinding;
import dev.weir.api.sts.StsOperations;
import dev.weir.fabric.Service;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Key;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.ServiceBinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** STS. Source: AWS Security Token Service API Reference. */
public final class StsService implements Service, StsOperations {
    private static final int DEFAULT_SECONDS = 3600;
    private static final int SESSION_SECONDS = 43_200;

    private final Kernel kernel;
    private final StsBinding binding;

    public StsService(Kernel kernel) {
        this.kernel = kernel;
        this.binding = new StsBinding(this);
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest input) {
        String account = call.scope().account();
        byte[] session = kernel.store().read(tx -> tx.get(sessionKey(call.accessKeyId())));
        if (session != null) {
            String[] identity = new String(session, StandardCharsets.UTF_8).split(" ", 2);
            return GetCallerIdentityResponse.builder()
                    .userId(identity[0])
                    .account(account)
                    .arn(identity[1])
                    .build();
        }
        return GetCallerIdentityResponse.builder()
                .userId(account)
                .account(account)
                .arn("arn:aws:iam::" + account + ":root")
                .build();
    }

    @Override
    public AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest input) {
        String roleArn = Objects.requireNonNull(input.roleArn());
        if (!Arn.isArn(roleArn) || !Arn.parse(roleArn).resource().startsWith("role/")) {
            throw new AwsException("ValidationError", 400, roleArn + " is invalid");
        }
        Arn role = Arn.parse(roleArn);
        String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        String session = Objects.requireNonNull(input.roleSessionName());
        String userId = "AROA" + upper(17) + ":" + session;
        String arn = "arn:aws:sts::" + role.account() + ":assumed-role/" + name + "/" + session;
        Credentials credentials = credentials(
                role.account(), input.durationSeconds() == null ? DEFAULT_SECONDS : input.durationSeconds());
        kernel.store().write(tx -> {
            tx.put(
                    sessionKey(Objects.requireNonNull(credentials.accessKeyId())),
                    (userId + " " + arn).getBytes(StandardCharsets.UTF_8));
            return true;
        });
        kernel.journal()
                .record(call.cause(), call.scope(), "sts.AssumeRole", "", roleArn, session, Outcome.ACCEPTED, "");
        return AssumeRoleResponse.builder()
                .credentials(credentials)
                .assumedRoleUser(
                        AssumedRoleUser.builder().assumedRoleId(userId).arn(arn).build())
                .packedPolicySize(0)
                .sourceIdentity(input.sourceIdentity())
                .build();
    }

    @Override
    public GetSessionTokenResponse getSessionToken(Call call, GetSessionTokenRequest input) {
        int seconds = input.durationSeconds() == null ? SESSION_SECONDS : input.durationSeconds();
        return GetSessionTokenResponse.builder()
                .credentials(credentials(call.scope().account(), seconds))
                .build();
    }

    @Override
    public GetAccessKeyInfoResponse getAccessKeyInfo(Call call, GetAccessKeyInfoRequest input) {
        String key = Objects.requireNonNull(input.accessKeyId());
        return GetAccessKeyInfoResponse.builder()
                .account(key.matches("\\d{12}") ? key : Scope.DEFAULT_ACCOUNT)
                .build();
    }

    private Credentials credentials(String account, int seconds) {
        Instant expiration = kernel.clock().now().plus(Duration.ofSeconds(seconds));
        return Credentials.builder()
                .accessKeyId(account.equals(Scope.DEFAULT_ACCOUNT) ? "ASIA" + upper(16) : account)
                .secretAccessKey(kernel.ids().alphanumeric(40))
                .sessionToken(kernel.ids().alphanumeric(128))
                .expiration(expiration)
                .build();
    }

    private String upper(int length) {
        return kernel.ids().alphanumeric(length).toUpperCase(Locale.ROOT);
    }

    private static byte[] sessionKey(String accessKeyId) {
        return Key.of("sts").text("session").text(accessKeyId).toBytes();
    }
}
