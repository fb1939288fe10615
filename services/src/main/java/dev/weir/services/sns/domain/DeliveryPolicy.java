package dev.weir.services.sns.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an HTTP endpoint is delivered to. Source: Amazon SNS Developer Guide, "Amazon SNS message delivery retries",
 * "Creating an HTTP/S delivery policy". The guide names the back-off functions without their formulas; see {@link
 * Function}.
 *
 * @param numRetries in all, of every phase
 * @param minDelay of the pre-back-off phase and of the first retry of the back-off phase
 * @param maxDelay of the last retry of the back-off phase and of the phase after it
 * @param maxReceivesPerSecond 0 for no limit
 * @param contentType of what is posted
 */
public record DeliveryPolicy(
        int numRetries,
        Duration minDelay,
        Duration maxDelay,
        int numNoDelayRetries,
        int numMinDelayRetries,
        int numMaxDelayRetries,
        Function function,
        int maxReceivesPerSecond,
        String contentType) {
    /** What holds where nobody set anything. */
    public static final DeliveryPolicy DEFAULT = new DeliveryPolicy(
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            0,
            0,
            0,
            Function.LINEAR,
            0,
            "text/plain; charset=UTF-8");

    /** How long all retries may take together. */
    public static final Duration LONGEST = Duration.ofSeconds(3600);

    /** How the wait grows from the least to the greatest delay, {@code part} going from 0 to 1 over the phase. */
    public enum Function {
        LINEAR,
        ARITHMETIC,
        GEOMETRIC,
        EXPONENTIAL;

        static Function of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The wait before retry {@code at} (from 0) of {@code count}, in seconds. */
        double wait(int at, int count, double least, double greatest) {
            if (count < 2) {
                return least;
            }
            double part = (double) at / (count - 1);
            return switch (this) {
                case LINEAR -> least + (greatest - least) * part;
                case ARITHMETIC -> least + (greatest - least) * (at * (at + 1.0)) / ((count - 1.0) * count);
                case GEOMETRIC -> least * Math.pow(greatest / least, part);
                case EXPONENTIAL -> least + (greatest - least) * (Math.pow(2, at) - 1) / (Math.pow(2, count - 1.0) - 1);
            };
        }
    }

    /** The wait before each retry. */
    public List<Duration> waits() {
        List<Duration> waits = new ArrayList<>(numRetries);
        for (int i = 0; i < numNoDelayRetries; i++) {
            waits.add(Duration.ZERO);
        }
        for (int i = 0; i < numMinDelayRetries; i++) {
            waits.add(minDelay);
        }
        int backingOff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
        for (int i = 0; i < backingOff; i++) {
            double seconds = function.wait(i, backingOff, minDelay.toSeconds(), maxDelay.toSeconds());
            waits.add(Duration.ofMillis(Math.round(seconds * 1000)));
        }
        for (int i = 0; i < numMaxDelayRetries; i++) {
            waits.add(maxDelay);
        }
        return waits;
    }

    /**
     * The policy of a subscription; what it leaves open is as {@code otherwise}.
     *
     * @throws Refused where AWS would
     */
    public static DeliveryPolicy ofSubscription(JsonNode policy, DeliveryPolicy otherwise) {
        only(
                policy,
                "",
                List.of("healthyRetryPolicy", "sicklyRetryPolicy", "throttlePolicy", "requestPolicy", "guaranteed"));
        return of(
                policy.path("healthyRetryPolicy"),
                "healthyRetryPolicy",
                policy.path("throttlePolicy"),
                "throttlePolicy",
                policy.path("requestPolicy"),
                otherwise);
    }

    /** The policy that a topic has for all of its HTTP subscriptions. */
    public static DeliveryPolicy ofTopic(JsonNode policy) {
        only(policy, "", List.of("http"));
        JsonNode http = policy.path("http");
        only(
                http,
                "http.",
                List.of(
                        "defaultHealthyRetryPolicy",
                        "defaultSicklyRetryPolicy",
                        "defaultThrottlePolicy",
                        "defaultRequestPolicy",
                        "disableSubscriptionOverrides"));
        return of(
                http.path("defaultHealthyRetryPolicy"),
                "http.defaultHealthyRetryPolicy",
                http.path("defaultThrottlePolicy"),
                "http.defaultThrottlePolicy",
                http.path("defaultRequestPolicy"),
                DEFAULT);
    }

    private static DeliveryPolicy of(
            JsonNode retry,
            String name,
            JsonNode throttle,
            String throttleName,
            JsonNode request,
            DeliveryPolicy otherwise) {
        int rate = throttle.isObject()
                ? number(throttle, throttleName, "maxReceivesPerSecond", 1, Integer.MAX_VALUE, -1)
                : otherwise.maxReceivesPerSecond;
        String type = request.path("headerContentType").asString(otherwise.contentType);
        if (!retry.isObject()) {
            return new DeliveryPolicy(
                    otherwise.numRetries,
                    otherwise.minDelay,
                    otherwise.maxDelay,
                    otherwise.numNoDelayRetries,
                    otherwise.numMinDelayRetries,
                    otherwise.numMaxDelayRetries,
                    otherwise.function,
                    rate,
                    type);
        }
        int retries = number(retry, name, "numRetries", 0, 100, -1);
        int least = number(retry, name, "minDelayTarget", 1, 3600, -1);
        int greatest = number(retry, name, "maxDelayTarget", 1, 3600, -1);
        if (greatest < least) {
            throw new Refused(name + ".maxDelayTarget must be greater than or equal to minDelayTarget");
        }
        int none = number(retry, name, "numNoDelayRetries", 0, 100, 0);
        int before = number(retry, name, "numMinDelayRetries", 0, 100, 0);
        int after = number(retry, name, "numMaxDelayRetries", 0, 100, 0);
        if (none + before + after > retries) {
            throw new Refused(name + ".numRetries must be greater than or equal to total of numMinDelayRetries,"
                    + " numNoDelayRetries and numMaxDelayRetries");
        }
        DeliveryPolicy policy = new DeliveryPolicy(
                retries,
                Duration.ofSeconds(least),
                Duration.ofSeconds(greatest),
                none,
                before,
                after,
                function(retry, name),
                rate,
                type);
        Duration total = policy.waits().stream().reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(LONGEST) > 0) {
            throw new Refused(
                    name + " total retry time must be less than or equal to " + LONGEST.toSeconds() + " seconds");
        }
        return policy;
    }

    private static Function function(JsonNode retry, String name) {
        JsonNode given = retry.path("backoffFunction");
        if (given.isMissingNode() || given.isNull()) {
            return Function.LINEAR;
        }
        try {
            return Function.of(given.asString(""));
        } catch (IllegalArgumentException e) {
            throw new Refused(name + ".backoffFunction must be one of linear, arithmetic, geometric or exponential");
        }
    }

    private static void only(JsonNode policy, String prefix, List<String> names) {
        for (Map.Entry<String, JsonNode> entry : policy.properties()) {
            if (!names.contains(entry.getKey())) {
                throw new Refused("unknown field " + prefix + entry.getKey());
            }
        }
    }

    private static int number(JsonNode policy, String name, String field, int least, int greatest, int otherwise) {
        JsonNode given = policy.path(field);
        if (given.isMissingNode() || given.isNull()) {
            if (otherwise < 0) {
                throw new Refused(name + "." + field + " must be specified");
            }
            return otherwise;
        }
        if (!given.isIntegralNumber()) {
            throw new Refused(name + "." + field + " must be an integer");
        }
        long value = given.asLong();
        if (value < least) {
            throw new Refused(name + "." + field + " must be greater than or equal to " + least);
        }
        if (value > greatest) {
            throw new Refused(name + "." + field + " must be less than or equal to " + greatest);
        }
        return (int) value;
    }

    /** As {@code EffectiveDeliveryPolicy} of a subscription says it. */
    public String text() {
        ObjectNode policy = JsonMapper.shared().createObjectNode();
        policy.set("healthyRetryPolicy", retries());
        policy.putNull("sicklyRetryPolicy");
        if (maxReceivesPerSecond == 0) {
            policy.putNull("throttlePolicy");
        } else {
            policy.putObject("throttlePolicy").put("maxReceivesPerSecond", maxReceivesPerSecond);
        }
        policy.putObject("requestPolicy").put("headerContentType", contentType);
        return policy.put("guaranteed", false).toString();
    }

    /** As {@code EffectiveDeliveryPolicy} of a topic says it. */
    public String topicText(boolean disableSubscriptionOverrides) {
        ObjectNode policy = JsonMapper.shared().createObjectNode();
        ObjectNode http = policy.putObject("http");
        http.set("defaultHealthyRetryPolicy", retries());
        http.put("disableSubscriptionOverrides", disableSubscriptionOverrides);
        if (maxReceivesPerSecond != 0) {
            http.putObject("defaultThrottlePolicy").put("maxReceivesPerSecond", maxReceivesPerSecond);
        }
        http.putObject("defaultRequestPolicy").put("headerContentType", contentType);
        return policy.toString();
    }

    private ObjectNode retries() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("minDelayTarget", minDelay.toSeconds())
                .put("maxDelayTarget", maxDelay.toSeconds())
                .put("numRetries", numRetries)
                .put("numMaxDelayRetries", numMaxDelayRetries)
                .put("numNoDelayRetries", numNoDelayRetries)
                .put("numMinDelayRetries", numMinDelayRetries)
                .put("backoffFunction", function.text());
    }

    /** A policy that AWS would refuse; the message is AWS's without what it puts before. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
