package dev.weir.services.pipes.operations;

import dev.weir.api.pipes.ListTagsForResourceRequest;
import dev.weir.api.pipes.ListTagsForResourceResponse;
import dev.weir.api.pipes.TagResourceRequest;
import dev.weir.api.pipes.TagResourceResponse;
import dev.weir.api.pipes.UntagResourceRequest;
import dev.weir.api.pipes.UntagResourceResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.pipes.PipesErrors;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.services.pipes.state.Pipes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tags of pipes. */
public final class TagOperations {
    private static final int MAX_TAGS = 50;

    private final Kernel kernel;

    public TagOperations(Kernel kernel) {
        this.kernel = kernel;
    }

    public TagResourceResponse tag(TagResourceRequest in) {
        change(in.resourceArn(), tags -> tags.putAll(Objects.requireNonNullElse(in.tags(), Map.of())));
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(UntagResourceRequest in) {
        List<String> keys = Objects.requireNonNullElse(in.tagKeys(), List.of());
        change(in.resourceArn(), tags -> keys.forEach(tags::remove));
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse list(ListTagsForResourceRequest in) {
        PipeRecord pipe = kernel.store().read(tx -> require(tx, in.resourceArn()));
        return ListTagsForResourceResponse.builder().tags(pipe.tags()).build();
    }

    private void change(@Nullable String arn, Consumer<Map<String, String>> how) {
        kernel.store().write(tx -> {
            PipeRecord pipe = require(tx, arn);
            Map<String, String> tags = new TreeMap<>(pipe.tags());
            how.accept(tags);
            if (tags.size() > MAX_TAGS) {
                throw PipesErrors.invalid("A pipe can have at most " + MAX_TAGS + " tags.");
            }
            Pipes.put(tx, pipe.with(tags));
            return null;
        });
    }

    private static PipeRecord require(ReadTx tx, @Nullable String text) {
        if (text == null || !Arn.isArn(text) || !Arn.parse(text).resource().startsWith("pipe/")) {
            throw PipesErrors.invalid("Provided Arn is not in correct format.");
        }
        Arn arn = Arn.parse(text);
        String name = arn.resource().substring("pipe/".length());
        PipeRecord pipe = Pipes.get(tx, arn.scope(), name);
        if (pipe == null) {
            throw PipesErrors.noPipe(name);
        }
        return pipe;
    }
}
