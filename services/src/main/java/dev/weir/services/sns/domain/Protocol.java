package dev.weir.services.sns.domain;

import java.util.Optional;

/** How a subscription is delivered to. Source: Amazon SNS API Reference, "Subscribe". */
public enum Protocol {
    SQS("sqs"),
    LAMBDA("lambda"),
    HTTP("http"),
    HTTPS("https"),
    /** Stays unconfirmed: weir sends no mail. */
    EMAIL("email"),
    /** Stays unconfirmed: weir sends no mail. */
    EMAIL_JSON("email-json"),
    /** Refused by name. */
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
