package dev.weir.wire;

import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import dev.weir.shapes.ServiceBinding;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.Shape;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service that keeps what it was asked and answers as it is told. */
final class RecordingService implements ServiceBinding {
    private final ServiceSchema schema;
    private final Function<Shape, Shape> answer;

    @Nullable
    Operation operation;

    @Nullable
    Call call;

    @Nullable
    Shape input;

    RecordingService(ServiceSchema schema, Function<Shape, Shape> answer) {
        this.schema = schema;
        this.answer = answer;
    }

    @Override
    public ServiceSchema schema() {
        return schema;
    }

    @Override
    public boolean implemented(Operation operation) {
        return !operation.name().equals("AddPermission");
    }

    @Override
    public Shape call(Operation operation, Call call, Shape input) {
        this.operation = operation;
        this.call = call;
        this.input = input;
        return answer.apply(input);
    }
}
