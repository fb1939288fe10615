package dev.weir.tests.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sts.StsClient;

@ExtendWith(WeirExtension.class)
class CallerIdentityTest {
    @Test
    void theAccountIsTheAccessKeyIdWhereThatIsTwelveDigits(WeirServer weir) {
        try (StsClient sts = Clients.of(weir, "123456789012", StsClient.builder())) {
            assertEquals("123456789012", sts.getCallerIdentity().account());
        }
    }

    @Test
    void elseItIsTheDefaultOne(WeirServer weir) {
        try (StsClient sts = Clients.of(weir, "AKIAIOSFODNN7EXAMPLE", StsClient.builder())) {
            assertEquals("000000000000", sts.getCallerIdentity().account());
        }
    }
}
