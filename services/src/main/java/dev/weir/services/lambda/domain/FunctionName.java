package dev.weir.services.lambda.domain;

import dev.weir.kernel.Scope;
import dev.weir.services.lambda.LambdaErrors;
import org.jspecify.annotations.Nullable;

/**
 * A function as callers name it: by name, partial ARN ({@code account:function:name}) or ARN, each with or without a
 * qualifier.
 *
 * @param qualifier a version, an alias or {@code $LATEST}; null where none was given
 */
public record FunctionName(
        Scope scope, String name, @Nullable String qualifier) {
    /**
     * @param scope of the call, for names that do not say another
     * @param qualifier as given beside the name
     */
    public static FunctionName parse(Scope scope, @Nullable String text, @Nullable String qualifier) {
        if (text == null || text.isEmpty()) {
            throw LambdaErrors.invalid("1 validation error detected: Value null at 'functionName' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        String[] parts = text.split(":");
        String region = scope.region();
        String account = scope.account();
        String name;
        String own = null;
        int at;
        if (parts[0].equals("arn")) {
            if (parts.length < 7 || !parts[2].equals("lambda") || !parts[5].equals("function")) {
                throw malformed(text);
            }
            region = parts[3];
            account = parts[4];
            at = 6;
        } else if (parts.length >= 3 && parts[1].equals("function")) {
            account = parts[0];
            at = 2;
        } else if (parts.length >= 2 && parts[0].equals("function")) {
            at = 1;
        } else {
            at = 0;
        }
        name = parts[at];
        if (parts.length == at + 2) {
            own = parts[at + 1];
        } else if (parts.length > at + 2) {
            throw malformed(text);
        }
        if (own != null && qualifier != null && !own.equals(qualifier)) {
            throw LambdaErrors.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionName(new Scope(account, region), name, own != null ? own : qualifier);
    }

    /** The ARN, with the qualifier where there is one. */
    public String arn() {
        return arn(qualifier);
    }

    /** The ARN with another qualifier; null for none. */
    public String arn(@Nullable String other) {
        return scope.arn("lambda", "function:" + name + (other == null ? "" : ":" + other))
                .toString();
    }

    /** The version's number where the qualifier is one, 0 for {@code $LATEST} and none; -1 where it is an alias. */
    public long version() {
        if (qualifier == null || qualifier.equals("$LATEST")) {
            return 0;
        }
        return isVersion(qualifier) ? Long.parseLong(qualifier) : -1;
    }

    /** Whether the text is a version's number. */
    public static boolean isVersion(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static RuntimeException malformed(String text) {
        return LambdaErrors.invalid("1 validation error detected: Value '" + text + "' at 'functionName' failed to"
                + " satisfy constraint: Member must satisfy regular expression pattern:"
                + " (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
                + "([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?");
    }
}
