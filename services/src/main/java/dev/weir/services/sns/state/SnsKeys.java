package dev.weir.services.sns.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.sns.domain.Protocol;

/** Where everything is; see the package. */
final class SnsKeys {
    private SnsKeys() {}

    static byte[] topic(Scope scope, String name) {
        return space(scope, "t").text(name).toBytes();
    }

    static KeyRange topics(Scope scope) {
        return space(scope, "t").range();
    }

    static byte[] subscription(Scope scope, String topic, String id) {
        return space(scope, "s").text(topic).text(id).toBytes();
    }

    static KeyRange subscriptions(Scope scope, String topic) {
        return space(scope, "s").text(topic).range();
    }

    static KeyRange subscriptions(Scope scope) {
        return space(scope, "s").range();
    }

    static byte[] endpoint(Scope scope, String topic, Protocol protocol, String endpoint) {
        return space(scope, "e")
                .text(topic)
                .text(protocol.text())
                .text(endpoint)
                .toBytes();
    }

    static KeyRange endpoints(Scope scope, String topic) {
        return space(scope, "e").text(topic).range();
    }

    static byte[] token(Scope scope, String token) {
        return space(scope, "k").text(token).toBytes();
    }

    static byte[] counter(Scope scope, String topic) {
        return space(scope, "n").text(topic).toBytes();
    }

    static byte[] twin(Scope scope, String topic, String key) {
        return space(scope, "d").text(topic).text(key).toBytes();
    }

    static KeyRange twins(Scope scope, String topic) {
        return space(scope, "d").text(topic).range();
    }

    static byte[] twinEnd(Scope scope, String topic, long until, String key) {
        return space(scope, "x").text(topic).number(until).text(key).toBytes();
    }

    static KeyRange twinEnds(Scope scope, String topic) {
        return space(scope, "x").text(topic).range();
    }

    /** Ends that lie at or before {@code until}. */
    static KeyRange twinEnds(Scope scope, String topic, long until) {
        return twinEnds(scope, topic)
                .before(space(scope, "x").text(topic).number(until + 1).toBytes());
    }

    /** A subscription that was ended and may be restored by its token. */
    static byte[] ended(Scope scope, String topic, String id) {
        return space(scope, "z").text(topic).text(id).toBytes();
    }

    static KeyRange allEnded(Scope scope, String topic) {
        return space(scope, "z").text(topic).range();
    }

    static byte[] pace(Scope scope, String topic, String subscription) {
        return space(scope, "r").text(topic).text(subscription).toBytes();
    }

    static KeyRange paces(Scope scope, String topic) {
        return space(scope, "r").text(topic).range();
    }

    static byte[] optedOut(Scope scope, String number) {
        return space(scope, "o").text(number).toBytes();
    }

    static KeyRange optedOut(Scope scope) {
        return space(scope, "o").range();
    }

    /** When the number was last opted in again. */
    static byte[] optedIn(Scope scope, String number) {
        return space(scope, "i").text(number).toBytes();
    }

    static byte[] settings(Scope scope) {
        return space(scope, "a").toBytes();
    }

    static byte[] destination(Scope scope, String number) {
        return space(scope, "p").text(number).toBytes();
    }

    static KeyRange destinations(Scope scope) {
        return space(scope, "p").range();
    }

    static byte[] archived(Scope scope, String topic, long at, String sequenceNumber) {
        return space(scope, "m").text(topic).number(at).text(sequenceNumber).toBytes();
    }

    static KeyRange archive(Scope scope, String topic) {
        return space(scope, "m").text(topic).range();
    }

    static byte[] replay(Scope scope, String topic, String subscription) {
        return space(scope, "y").text(topic).text(subscription).toBytes();
    }

    static KeyRange replays(Scope scope, String topic) {
        return space(scope, "y").text(topic).range();
    }

    static byte[] signing() {
        return Key.of("sns").text("signing").toBytes();
    }

    private static Key space(Scope scope, String kind) {
        return Key.of("sns").text(scope.account()).text(scope.region()).text(kind);
    }
}
