package dev.weir.services.lambda.state;

import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.Layer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a function.
 *
 * @param number 0 for {@code $LATEST}
 * @param code the sha256 of its archive, in hexadecimal
 * @param publishedFrom the revision of {@code $LATEST} that this version is a copy of; empty for {@code $LATEST}
 */
public record FunctionRecord(FunctionConfiguration configuration, long number, String code, String publishedFrom) {
    /** {@code $LATEST}. */
    public FunctionRecord(FunctionConfiguration configuration, String code) {
        this(configuration, 0, code, "");
    }

    public String name() {
        return orEmpty(configuration.functionName());
    }

    /** {@code $LATEST} or the number. */
    public String version() {
        return number == 0 ? "$LATEST" : Long.toString(number);
    }

    public String arn() {
        return orEmpty(configuration.functionArn());
    }

    public String revision() {
        return orEmpty(configuration.revisionId());
    }

    public String runtime() {
        return orEmpty(configuration.runtime());
    }

    public String handler() {
        return orEmpty(configuration.handler());
    }

    /** Seconds. */
    public int timeout() {
        Integer timeout = configuration.timeout();
        return timeout == null ? 3 : timeout;
    }

    /** MB. */
    public int memory() {
        Integer memory = configuration.memorySize();
        return memory == null ? 128 : memory;
    }

    public Map<String, String> variables() {
        Map<String, String> variables = configuration.environment() == null
                ? null
                : configuration.environment().variables();
        return variables == null ? Map.of() : variables;
    }

    public List<Layer> layers() {
        List<Layer> layers = configuration.layers();
        return layers == null ? List.of() : layers;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
