package dev.weir.services.lambda.resources;

import dev.weir.services.lambda.LambdaErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Code that stands in a template: a file called {@code index}, beside it the module with which custom resources answer.
 * Source: CloudFormation Template Reference, "AWS::Lambda::Function Code" and "cfn-response module".
 */
final class InlineCode {
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private InlineCode() {}

    static byte[] zip(String code, String runtime) {
        boolean node = runtime.startsWith("nodejs");
        if (!node && !runtime.startsWith("python")) {
            throw LambdaErrors.invalid(
                    "ZipFile can only be used when Runtime is set to any version of nodejs, python.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, node ? "index.js" : "index.py", code.getBytes(StandardCharsets.UTF_8));
            String helper = node ? "cfn-response.js" : "cfnresponse.py";
            try (InputStream in = InlineCode.class.getResourceAsStream(helper)) {
                if (in == null) {
                    throw new IllegalStateException("no " + helper);
                }
                add(zip, helper, in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ANY_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
