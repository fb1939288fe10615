package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.process.Sandbox;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A family of runtimes: Node.js, Python, … Source: AWS Lambda Developer Guide, "Lambda runtimes". */
public interface Family {
    /** Whether an identifier such as {@code nodejs20.x} belongs to it. */
    boolean covers(String runtime);

    /** What is missing on this machine and how to get it; null where the runtime can run. */
    @Nullable
    String missing(String runtime);

    /**
     * What will run instead of the version that the identifier names, for the log; empty where it is that very one.
     */
    String substitution(String runtime);

    /** How to start it there; shows the place what it needs of this machine. */
    Launch launch(FunctionSpec spec, Sandbox.Confinement place);

    /** What AWS says where the function lacks the program that the runtime starts; null where it has it. */
    default @Nullable String withoutProgram(FunctionSpec spec, Sandbox.Limits limits) {
        return null;
    }

    /**
     * Makes visible to the code what AWS's runtime would have and this machine has not.
     *
     * @param progress told in a line what is being done, where that takes time
     */
    default void prepare(Path task, Path layers, Consumer<String> progress) {}

    /** What the runtime itself may use beyond the function's memory, in MB: less frugal here than on AWS. */
    default int ownMemory() {
        return 0;
    }

    /** The value of {@code AWS_EXECUTION_ENV}. */
    default String executionEnvironment(String runtime) {
        return "AWS_Lambda_" + runtime;
    }
}
