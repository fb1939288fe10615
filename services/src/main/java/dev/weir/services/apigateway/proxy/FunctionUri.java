package dev.weir.services.apigateway.proxy;

import dev.weir.kernel.Arn;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of functions in integrations: their ARN, or the URI by which API Gateway invokes them. */
public final class FunctionUri {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");
    private static final String FUNCTIONS = "/functions/";
    private static final String END = "/invocations";

    private FunctionUri() {}

    /** Puts in stage variables; absent ones become empty. */
    public static String resolve(String text, Map<String, String> stageVariables) {
        if (!text.contains("${stageVariables.")) {
            return text;
        }
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(stageVariables.getOrDefault(found.group(1), "")));
    }

    /** The function's ARN, its qualifier included; empty where the URI names no function. */
    public static Optional<Arn> function(String uri) {
        String text = uri;
        int at = uri.indexOf(FUNCTIONS);
        if (at > 0 && uri.contains(":apigateway:")) {
            text = uri.substring(at + FUNCTIONS.length());
            text = text.endsWith(END) ? text.substring(0, text.length() - END.length()) : text;
        }
        return Arn.isArn(text) && text.contains(":lambda:") ? Optional.of(Arn.parse(text)) : Optional.empty();
    }

    /** Whether the URI names a function, once stage variables are known. */
    public static boolean namesFunction(String uri) {
        return function(VARIABLE.matcher(uri).replaceAll("x")).isPresent()
                || uri.contains(FUNCTIONS) && uri.contains("${stageVariables.");
    }
}
