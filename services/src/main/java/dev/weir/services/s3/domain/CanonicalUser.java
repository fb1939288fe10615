package dev.weir.services.s3.domain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The canonical user id of an account: AWS's is opaque, this one follows from the account. */
public final class CanonicalUser {
    private CanonicalUser() {}

    /** 64 hexadecimal digits. */
    public static String of(String account) {
        return HexFormat.of()
                .formatHex(Algorithm.digest("SHA-256")
                        .digest(("canonical user of " + account).getBytes(StandardCharsets.UTF_8)));
    }
}
