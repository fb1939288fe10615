package dev.weir.services.iam.operations;

import dev.weir.services.iam.IamErrors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Policy documents. */
final class Documents {
    private Documents() {}

    /** @throws dev.weir.shapes.AwsException where it is no JSON object */
    static String checked(String document) {
        try {
            if (JsonMapper.shared().readTree(document).isObject()) {
                return document;
            }
        } catch (JacksonException e) {
            throw IamErrors.notJson();
        }
        throw IamErrors.notJson();
    }

    /** As IAM answers with it: percent-encoded (RFC 3986). */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
