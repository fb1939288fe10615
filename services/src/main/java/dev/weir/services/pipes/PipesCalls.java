package dev.weir.services.pipes;

import dev.weir.api.pipes.CreatePipeRequest;
import dev.weir.api.pipes.CreatePipeResponse;
import dev.weir.api.pipes.DeletePipeRequest;
import dev.weir.api.pipes.DeletePipeResponse;
import dev.weir.api.pipes.DescribePipeRequest;
import dev.weir.api.pipes.DescribePipeResponse;
import dev.weir.api.pipes.ListPipesRequest;
import dev.weir.api.pipes.ListPipesResponse;
import dev.weir.api.pipes.ListTagsForResourceRequest;
import dev.weir.api.pipes.ListTagsForResourceResponse;
import dev.weir.api.pipes.PipesOperations;
import dev.weir.api.pipes.StartPipeRequest;
import dev.weir.api.pipes.StartPipeResponse;
import dev.weir.api.pipes.StopPipeRequest;
import dev.weir.api.pipes.StopPipeResponse;
import dev.weir.api.pipes.TagResourceRequest;
import dev.weir.api.pipes.TagResourceResponse;
import dev.weir.api.pipes.UntagResourceRequest;
import dev.weir.api.pipes.UntagResourceResponse;
import dev.weir.api.pipes.UpdatePipeRequest;
import dev.weir.api.pipes.UpdatePipeResponse;
import dev.weir.services.pipes.operations.PipeOperations;
import dev.weir.services.pipes.operations.TagOperations;
import dev.weir.shapes.Call;

/** The operations of EventBridge Pipes. */
final class PipesCalls implements PipesOperations {
    private final PipeOperations pipes;
    private final TagOperations tags;

    PipesCalls(PipeOperations pipes, TagOperations tags) {
        this.pipes = pipes;
        this.tags = tags;
    }

    @Override
    public CreatePipeResponse createPipe(Call call, CreatePipeRequest input) {
        return pipes.create(call, input);
    }

    @Override
    public DeletePipeResponse deletePipe(Call call, DeletePipeRequest input) {
        return pipes.delete(call, input);
    }

    @Override
    public DescribePipeResponse describePipe(Call call, DescribePipeRequest input) {
        return pipes.describe(call, input);
    }

    @Override
    public ListPipesResponse listPipes(Call call, ListPipesRequest input) {
        return pipes.list(call, input);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest input) {
        return tags.list(input);
    }

    @Override
    public StartPipeResponse startPipe(Call call, StartPipeRequest input) {
        return pipes.start(call, input);
    }

    @Override
    public StopPipeResponse stopPipe(Call call, StopPipeRequest input) {
        return pipes.stop(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return tags.tag(input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return tags.untag(input);
    }

    @Override
    public UpdatePipeResponse updatePipe(Call call, UpdatePipeRequest input) {
        return pipes.update(call, input);
    }
}
