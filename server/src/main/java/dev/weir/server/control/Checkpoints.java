package dev.weir.server.control;

import dev.weir.kernel.store.Store;
import dev.weir.server.control.ControlApi.RefusedException;
import dev.weir.wire.http.PercentEncoding;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps states of the world under names, and goes back to them. */
final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final World world;

    Checkpoints(World world) {
        this.world = world;
    }

    private Store store() {
        return world.kernel().store();
    }

    ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode names = answer.putArray("checkpoints");
        store().checkpoints().forEach(names::add);
        return answer;
    }

    ObjectNode act(ObjectNode command) {
        if (command.size() != 1) {
            throw new RefusedException(400, "give exactly one of save, load, fork");
        }
        if (command.has("save")) {
            store().saveCheckpoint(name(command.get("save").asString()));
            return list();
        }
        if (command.has("load")) {
            String name = name(command.get("load").asString());
            requireKnown(name);
            world.loadCheckpoint(name);
            return list();
        }
        if (command.has("fork")) {
            int port = world.fork();
            return JsonNodeFactory.instance.objectNode().put("port", port).put("endpoint", "http://127.0.0.1:" + port);
        }
        throw new RefusedException(400, "give exactly one of save, load, fork");
    }

    void delete(String encoded) {
        String name = name(PercentEncoding.decode(encoded));
        requireKnown(name);
        store().deleteCheckpoint(name);
    }

    private void requireKnown(String name) {
        if (!store().checkpoints().contains(name)) {
            throw new RefusedException(
                    404, "there is no checkpoint " + name + "; there are: " + String.join(", ", store().checkpoints()));
        }
    }

    private static String name(String given) {
        if (!NAME.matcher(given).matches()) {
            throw new RefusedException(
                    400, "a checkpoint's name has up to 64 letters, digits, dots, dashes and underscores");
        }
        return given;
    }
}
