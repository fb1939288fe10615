package dev.weir.services.states.execution;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Jsonata;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/** The four forms of a Wait state. Source: AWS Step Functions Developer Guide, "Wait workflow state". */
final class Waits {
    private Waits() {}

    /** When the state is to be left. */
    static Instant due(Evaluation evaluation, State state, Instant now) throws StateFailure {
        String secondsPath = state.text("SecondsPath");
        if (secondsPath != null) {
            JsonNode seconds = evaluation.data().require(secondsPath);
            if (!seconds.isNumber()
                    || seconds.decimalValue().stripTrailingZeros().scale() > 0) {
                throw StateFailure.runtime("The SecondsPath parameter cannot be parsed as a long value: " + secondsPath
                        + " == " + Data.text(seconds));
            }
            if (seconds.longValue() < 0) {
                throw StateFailure.runtime("The SecondsPath parameter references a negative value: " + secondsPath
                        + " == " + seconds.longValue());
            }
            return now.plusSeconds(seconds.longValue());
        }
        if (state.field("Seconds") != null) {
            Long seconds = evaluation.whole("Seconds");
            return now.plusSeconds(Math.max(0, seconds == null ? 0 : seconds));
        }
        String path = state.text("TimestampPath");
        JsonNode time =
                path == null ? evaluation.field("Timestamp") : evaluation.data().require(path);
        String text = time == null ? "" : time.asString("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw path == null
                    ? new StateFailure(
                            state.jsonata() ? Jsonata.ERROR : StateFailure.RUNTIME,
                            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                                    + text)
                    : StateFailure.runtime(
                            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time"
                                    + " format string: " + path + " == " + text);
        }
    }
}
