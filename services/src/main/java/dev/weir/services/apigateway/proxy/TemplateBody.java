package dev.weir.services.apigateway.proxy;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.ObjectSource;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.kernel.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of an API's CloudFormation resource, in the template or in a bucket. */
public final class TemplateBody {
    private TemplateBody() {}

    /** The document's text; null where the resource has none. */
    public static @Nullable String read(Fabric fabric, Scope scope, Properties properties) {
        JsonNode body = properties.json("Body");
        Properties location = properties.object("BodyS3Location");
        if (body != null) {
            return body.isString() ? body.asString() : body.toString();
        }
        if (location == null) {
            return null;
        }
        String bucket = location.requiredText("Bucket");
        String key = location.requiredText("Key");
        String version = location.text("Version");
        String etag = location.text("Etag") == null ? location.text("ETag") : location.text("Etag");
        if (etag != null) {
            throw new PropertyException("#/BodyS3Location: weir does not check the Etag of an API's document");
        }
        ObjectSource objects = fabric.of("s3", ObjectSource.class)
                .orElseThrow(() -> new PropertyException("#/BodyS3Location: there is no S3"));
        try (InputStream in = objects.get(scope, bucket, key, version).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
