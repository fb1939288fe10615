package dev.weir.services.sns.state;

import dev.weir.kernel.Scope;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Topics and subscriptions as stored: JSON, since they are few and read once. */
final class Codec {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int VERSION = 1;

    private Codec() {}

    static byte[] topic(Topic topic) {
        ObjectNode node = JSON.createObjectNode()
                .put("version", VERSION)
                .put("account", topic.scope().account())
                .put("region", topic.scope().region())
                .put("name", topic.name())
                .put("authority", topic.authority())
                .put("deleted", topic.deleted())
                .put("archivedSince", topic.archivedSince());
        put(node.putObject("attributes"), topic.attributes());
        put(node.putObject("tags"), topic.tags());
        return JSON.writeValueAsBytes(node);
    }

    static Topic topic(byte[] bytes) {
        JsonNode node = open(bytes);
        return new Topic(
                new Scope(node.get("account").asString(), node.get("region").asString()),
                node.get("name").asString(),
                texts(node.get("attributes")),
                texts(node.get("tags")),
                node.get("authority").asString(),
                node.get("deleted").asInt(),
                node.path("archivedSince").asLong(0));
    }

    static byte[] subscription(Subscription subscription) {
        ObjectNode node = JSON.createObjectNode()
                .put("version", VERSION)
                .put("topic", subscription.topicArn())
                .put("id", subscription.id())
                .put("owner", subscription.owner())
                .put("protocol", subscription.protocol().text())
                .put("endpoint", subscription.endpoint())
                .put("pending", subscription.pending())
                .put("token", subscription.token())
                .put("authenticated", subscription.authenticated())
                .put("guarded", subscription.guarded());
        put(node.putObject("attributes"), subscription.attributes());
        return JSON.writeValueAsBytes(node);
    }

    static Subscription subscription(byte[] bytes) {
        JsonNode node = open(bytes);
        return new Subscription(
                node.get("topic").asString(),
                node.get("id").asString(),
                node.get("owner").asString(),
                Protocol.of(node.get("protocol").asString()).orElseThrow(),
                node.get("endpoint").asString(),
                texts(node.get("attributes")),
                node.get("pending").asBoolean(),
                node.get("token").asString(),
                node.get("authenticated").asBoolean(),
                node.path("guarded").asBoolean(false));
    }

    private static JsonNode open(byte[] bytes) {
        JsonNode node = JSON.readTree(bytes);
        if (node.get("version").asInt() != VERSION) {
            throw new IllegalStateException("stored by a newer version of weir: form " + node.get("version"));
        }
        return node;
    }

    private static void put(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }
}
