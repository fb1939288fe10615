package dev.weir.services.sns.domain;

import java.util.Optional;

/** How a subscription is delivered to. Source: Amazon SNS API Reference, "Subscribe". */
public enum Protocol {
    SQS("sqs"),
    LAMBDA("lambda"),
    HTTP("http"),
    HTTPS("https"),
    /** Captured: weir sends no mail. */
    EMAIL("email"),
    /** Captured: weir sends no mail. */
    EMAIL_JSON("email-json"),
    /** Captured: weir sends no text messages. */
    SMS("sms"),
    /** Refused by name. */
    APPLICATION("application"),
    /** Refused by name. */
    FIREHOSE("firehose");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** As AWS writes it. */
    public String text() {
        return text;
    }

    /** Whether the endpoint has to confirm before anything is delivered. */
    public boolean confirmed() {
        return this == HTTP || this == HTTPS || this == EMAIL || this == EMAIL_JSON;
    }

    /** Whether a person gets it. */
    public boolean human() {
        return this == EMAIL || this == EMAIL_JSON || this == SMS;
    }

    public boolean web() {
        return this == HTTP || this == HTTPS;
    }

    public static Optional<Protocol> of(String text) {
        for (Protocol protocol : values()) {
            if (protocol.text.equals(text)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
