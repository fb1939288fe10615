package dev.weir.services.pipes.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.weir.api.pipes.DescribePipeResponse;
import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A pipe.
 *
 * @param pipe as it is answered, but for its tags
 * @param created when: what "latest" counts from
 */
public record PipeRecord(Scope scope, DescribePipeResponse pipe, Instant created, Map<String, String> tags) {
    public String name() {
        return Objects.requireNonNull(pipe.name());
    }

    public String arn() {
        return Objects.requireNonNull(pipe.arn());
    }

    public String source() {
        return Objects.requireNonNull(pipe.source());
    }

    public String target() {
        return Objects.requireNonNull(pipe.target());
    }

    public String enrichment() {
        return Objects.requireNonNullElse(pipe.enrichment(), "");
    }

    @JsonIgnore
    public boolean running() {
        return "RUNNING".equals(pipe.desiredState());
    }

    public PipeRecord with(DescribePipeResponse fresh) {
        return new PipeRecord(scope, fresh, created, tags);
    }

    public PipeRecord with(Map<String, String> fresh) {
        return new PipeRecord(scope, pipe, created, fresh);
    }
}
