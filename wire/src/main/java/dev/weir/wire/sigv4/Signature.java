package dev.weir.wire.sigv4;

import dev.weir.kernel.Scope;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request, for which service and region; read, not verified. Source: IAM User Guide, "AWS Signature
 * Version 4 for API requests".
 *
 * @param date of the credential scope, {@code yyyyMMdd}
 * @param region empty where the scope names none (signatures of version 2, and those for several regions)
 * @param service the signing name; empty for signatures of version 2
 * @param signedHeaders separated by semicolons
 * @param token of temporary credentials; empty where there is none
 * @param presigned whether it was in the query string
 */
public record Signature(
        String accessKeyId,
        String date,
        String region,
        String service,
        String signedHeaders,
        String signature,
        String token,
        boolean presigned) {
    private static final int ACCOUNT_DIGITS = 12;
    private static final String TERMINATOR = "aws4_request";

    /** The request's signature, or null where it has none that can be read. */
    public static @Nullable Signature of(Exchange exchange) {
        String authorization = exchange.headers().first("Authorization");
        if (authorization != null) {
            return ofHeader(authorization, exchange.headers().first("X-Amz-Security-Token", ""));
        }
        if (exchange.rawQuery().contains("X-Amz-Credential")
                || exchange.rawQuery().contains("AWSAccessKeyId")) {
            return ofQuery(exchange.query());
        }
        return null;
    }

    private static @Nullable Signature ofHeader(String authorization, String token) {
        if (authorization.startsWith("AWS4-")) {
            String credential = field(authorization, "Credential=");
            return credential == null
                    ? null
                    : ofCredential(
                            credential,
                            or(field(authorization, "SignedHeaders="), ""),
                            or(field(authorization, "Signature="), ""),
                            token,
                            false);
        }
        if (authorization.startsWith("AWS ")) {
            int colon = authorization.indexOf(':');
            return colon < 0
                    ? null
                    : new Signature(
                            authorization.substring(4, colon),
                            "",
                            "",
                            "",
                            "",
                            authorization.substring(colon + 1),
                            token,
                            false);
        }
        return null;
    }

    private static @Nullable Signature ofQuery(Parameters query) {
        String token = or(query.first("X-Amz-Security-Token"), "");
        String credential = query.first("X-Amz-Credential");
        if (credential != null) {
            return ofCredential(
                    credential,
                    or(query.first("X-Amz-SignedHeaders"), ""),
                    or(query.first("X-Amz-Signature"), ""),
                    token,
                    true);
        }
        String key = query.first("AWSAccessKeyId");
        String signature = query.first("Signature");
        return key == null || signature == null ? null : new Signature(key, "", "", "", "", signature, token, true);
    }

    /** {@code key/date/region/service/aws4_request}, without the region where it is for several. */
    private static @Nullable Signature ofCredential(
            String credential, String signedHeaders, String signature, String token, boolean presigned) {
        int end = credential.lastIndexOf('/');
        int service = credential.lastIndexOf('/', end - 1);
        int region = credential.lastIndexOf('/', service - 1);
        int key = credential.indexOf('/');
        if (key < 0 || region < key || !credential.startsWith(TERMINATOR, end + 1)) {
            return null;
        }
        int date = credential.indexOf('/', key + 1);
        return new Signature(
                credential.substring(0, key),
                credential.substring(key + 1, date),
                region == key ? "" : credential.substring(region + 1, service),
                credential.substring(service + 1, end),
                signedHeaders,
                signature,
                token,
                presigned);
    }

    private static @Nullable String field(String authorization, String name) {
        int start = authorization.indexOf(name);
        if (start < 0) {
            return null;
        }
        start += name.length();
        int end = authorization.indexOf(',', start);
        return (end < 0 ? authorization.substring(start) : authorization.substring(start, end)).strip();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /** The account: the access key id where that is twelve digits, else the default one. */
    public String account() {
        if (accessKeyId.length() != ACCOUNT_DIGITS) {
            return Scope.DEFAULT_ACCOUNT;
        }
        for (int i = 0; i < ACCOUNT_DIGITS; i++) {
            if (accessKeyId.charAt(i) < '0' || accessKeyId.charAt(i) > '9') {
                return Scope.DEFAULT_ACCOUNT;
            }
        }
        return accessKeyId;
    }
}
