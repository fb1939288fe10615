package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;

/** Where DynamoDB's state of one account and region lies in the store; the package's documentation lists it. */
final class Keys {
    private final Scope scope;

    Keys(Scope scope) {
        this.scope = scope;
    }

    private Key key(String kind) {
        return Key.of("dynamodb").text(scope.account()).text(scope.region()).text(kind);
    }

    byte[] table(String name) {
        return key("table").text(name).toBytes();
    }

    /** The one definition, for those who watch it. */
    KeyRange tableRange(String name) {
        return key("table").text(name).range();
    }

    KeyRange tables() {
        return key("table").range();
    }

    /** What the entries of a table or index begin with. */
    byte[] tree(long number) {
        return key("item").number(number).toBytes();
    }

    byte[] size(long tree, int stripe) {
        return key("size").number(tree).number(stripe).toBytes();
    }

    KeyRange sizes(long tree) {
        return key("size").number(tree).range();
    }

    byte[] nextNumber() {
        return key("next").toBytes();
    }

    byte[] expiry(long table, long seconds, byte[] item) {
        return key("ttl").number(table).number(seconds).raw(item).toBytes();
    }

    KeyRange expiries(long table) {
        return key("ttl").number(table).range();
    }

    byte[] expiryDue(long table) {
        return key("ttl-due").number(table).toBytes();
    }

    byte[] stream(String table, String label) {
        return key("stream").text(table).text(label).toBytes();
    }

    KeyRange streams() {
        return key("stream").range();
    }

    KeyRange streams(String table) {
        return key("stream").text(table).range();
    }

    byte[] record(long stream, int shard, long sequence) {
        return key("record").number(stream).number(shard).number(sequence).toBytes();
    }

    KeyRange records(long stream) {
        return key("record").number(stream).range();
    }

    KeyRange records(long stream, int shard) {
        return key("record").number(stream).number(shard).range();
    }

    byte[] sequence(long stream, int shard) {
        return key("sequence").number(stream).number(shard).toBytes();
    }

    KeyRange sequences(long stream) {
        return key("sequence").number(stream).range();
    }

    byte[] past(long history, long sequence) {
        return key("past").number(history).number(sequence).toBytes();
    }

    KeyRange pasts(long history) {
        return key("past").number(history).range();
    }

    byte[] pastSequence(long history) {
        return key("past-sequence").number(history).toBytes();
    }

    byte[] backup(String id) {
        return key("backup").text(id).toBytes();
    }

    KeyRange backups() {
        return key("backup").range();
    }

    byte[] policy(String resource) {
        return key("policy").text(resource).toBytes();
    }

    byte[] transfer(String kind, String resource) {
        return key(kind).text(resource).toBytes();
    }

    KeyRange transfers(String kind) {
        return key(kind).range();
    }

    byte[] token(String token) {
        return key("token").text(token).toBytes();
    }

    byte[] tokenAge(long millis, String token) {
        return key("token-age").number(millis).text(token).toBytes();
    }

    KeyRange tokenAges() {
        return key("token-age").range();
    }
}
