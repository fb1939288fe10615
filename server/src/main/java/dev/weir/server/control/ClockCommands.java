package dev.weir.server.control;

import dev.weir.kernel.time.ClockControl;
import dev.weir.server.control.ControlApi.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the clock and moves it. */
final class ClockCommands {
    private static final Duration FAR = Duration.ofDays(1);
    private static final List<String> COMMANDS = List.of("freeze", "resume", "advance", "to", "untilQuiet");

    private final World world;

    ClockCommands(World world) {
        this.world = world;
    }

    ObjectNode present() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("now", world.kernel().clock().now().toString());
        answer.put("mode", world.clock().mode().name().toLowerCase(Locale.ROOT));
        Long seed = world.seed();
        if (seed == null) {
            answer.putNull("seed");
        } else {
            answer.put("seed", seed);
        }
        return answer;
    }

    ObjectNode move(ObjectNode command) {
        List<String> given = COMMANDS.stream().filter(command::has).toList();
        if (given.size() != 1) {
            throw new RefusedException(400, "give exactly one of " + String.join(", ", COMMANDS));
        }
        ClockControl clock = world.clock();
        return switch (given.get(0)) {
            case "freeze" -> {
                clock.freeze();
                yield present();
            }
            case "resume" -> {
                if (world.seed() != null) {
                    throw new RefusedException(409, "in a simulation time goes only by being advanced");
                }
                clock.resume();
                yield present();
            }
            case "advance" -> moved(clock.advanceBy(duration(command, "advance")));
            case "to" -> moved(clock.advanceTo(Instant.parse(command.get("to").asString())));
            default -> moved(clock.untilQuiet(command.has("limit") ? duration(command, "limit") : FAR));
        };
    }

    private static Duration duration(ObjectNode command, String name) {
        Duration duration = Duration.parse(command.get(name).asString());
        if (duration.isNegative()) {
            throw new RefusedException(400, name + ": time does not go backwards");
        }
        return duration;
    }

    private ObjectNode moved(ClockControl.Moved moved) {
        return present().put("fired", moved.fired()).put("quiet", moved.quiet());
    }
}
