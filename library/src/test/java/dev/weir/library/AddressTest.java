package dev.weir.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.library.page.Address;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void knowsAPageByAllOfItsAddresses() {
        String key = Address.key("https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html");
        assertEquals(key, Address.key("http://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html"));
        assertEquals(key, Address.key("https://docs.aws.amazon.com/de_de/lambda/latest/api/API_Invoke.html?x=1"));
        assertEquals(
                Address.key(
                        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html"),
                Address.key(
                        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html"));
    }

    @Test
    void keepsFragmentsApart() {
        String key = Address.key("https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi");
        assertTrue(key.endsWith("apis.html#createapi"), key);
        assertFalse(Address.withoutFragment(key).contains("#"));
    }

    @Test
    void readsItsOwnAddresses() {
        assertEquals("weir://events/aws.s3/object created", Address.key("weir://events/aws.s3/Object%20Created"));
    }

    @Test
    void knowsWhatIsDocumentation() {
        assertTrue(Address.isKnownSite("https://docs.aws.amazon.com/sqs/x.html"));
        assertFalse(Address.isKnownSite("https://docs.aws.amazon.com.example.org/sqs/x.html"));
        assertFalse(Address.isKnownSite("https://example.org/docs.aws.amazon.com/x.html"));
        assertFalse(Address.isKnownSite("file:///etc/passwd"));
    }
}
