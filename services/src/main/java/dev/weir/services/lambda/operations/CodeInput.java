package dev.weir.services.lambda.operations;

import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Scope;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.state.CodeStore;
import dev.weir.shapes.AwsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** An archive as a request brings it: within, or as an object in S3. */
@SuppressWarnings("ArrayRecordComponent")
record CodeInput(byte[] bytes, String sha256) {
    private static final int MAX = 250 * 1024 * 1024;

    /** The sha256 as Lambda writes it. */
    String base64() {
        return base64(sha256);
    }

    static String base64(String hexadecimal) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
    }

    static CodeInput of(
            Context context,
            Scope scope,
            byte @Nullable [] zip,
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String version) {
        byte[] bytes;
        if (zip != null && zip.length > 0) {
            bytes = zip;
        } else if (bucket != null && key != null) {
            bytes = fetch(context, scope, bucket, key, version);
        } else {
            throw LambdaErrors.invalid("Please provide a source for function code.");
        }
        requireZip(bytes);
        return new CodeInput(bytes, CodeStore.sha256(bytes));
    }

    private static byte[] fetch(Context context, Scope scope, String bucket, String key, @Nullable String version) {
        ObjectSource objects =
                context.fabric().of("s3", ObjectSource.class).orElseThrow(() -> LambdaErrors.unsupported("code in S3"));
        try (InputStream in = objects.get(scope, bucket, key, version).open()) {
            byte[] bytes = in.readNBytes(MAX + 1);
            if (bytes.length > MAX) {
                throw LambdaErrors.invalid("Unzipped size must be smaller than 262144000 bytes");
            }
            return bytes;
        } catch (AwsException e) {
            throw LambdaErrors.invalid("Error occurred while GetObject. S3 Error Code: " + e.code()
                    + ". S3 Error Message: " + e.getMessage());
        } catch (IOException e) {
            throw new AwsException("ServiceException", 500, "The object could not be read: " + e.getMessage());
        }
    }

    private static void requireZip(byte[] bytes) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            if (zip.getNextEntry() == null) {
                throw unreadable();
            }
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static AwsException unreadable() {
        return LambdaErrors.invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
    }
}
