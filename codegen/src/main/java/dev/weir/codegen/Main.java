package dev.weir.codegen;

import dev.weir.codegen.generate.Generator;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code import BOTOCORE_WHEEL SQS_SMITHY_JAR CLIENT_S3_FOLDER MODELS} makes the model files; {@code generate MODELS
 * SOURCES COMPILED SHAPES} makes Java sources from them.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 5 && arguments[0].equals("import")) {
            new Import(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3])).run(Path.of(arguments[4]));
        } else if (arguments.length == 5 && arguments[0].equals("generate")) {
            new Generator(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4]))
                    .run();
        } else {
            throw new IllegalArgumentException("usage: import BOTOCORE_WHEEL SQS_SMITHY_JAR CLIENT_S3_FOLDER MODELS"
                    + " | generate MODELS SOURCES COMPILED SHAPES");
        }
    }
}
