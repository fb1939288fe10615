package dev.weir.deploy.cloudformation.operations;

import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where templates come from: the request, or an object in weir's S3, by whatever host its URL names. */
public final class TemplateSource {
    private static final Pattern VIRTUAL_HOST = Pattern.compile("(?<bucket>[a-z0-9.-]+?)\\.s3[.-].*");

    private final Fabric fabric;

    public TemplateSource(Fabric fabric) {
        this.fabric = fabric;
    }

    /** The template's text. */
    public String text(Scope scope, @Nullable String body, @Nullable String url) {
        if ((body == null) == (url == null)) {
            throw new StackValidationException(
                    body == null
                            ? "Either Template URL or Template Body must be specified."
                            : "Template URL and Template Body cannot both be specified.");
        }
        return body != null ? body : fetch(scope, url);
    }

    /** An object's text, by an {@code http(s)://} URL in either addressing style or by {@code s3://bucket/key}. */
    public String fetch(Scope scope, @Nullable String url) {
        String location = url == null ? "" : url;
        String bucket;
        String key;
        try {
            URI uri = URI.create(location);
            String host = uri.getHost() == null ? "" : uri.getHost();
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
            Matcher virtual = VIRTUAL_HOST.matcher(host);
            if ("s3".equals(uri.getScheme())) {
                bucket = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
                key = path;
            } else if (virtual.matches()) {
                bucket = virtual.group("bucket");
                key = path;
            } else {
                int slash = path.indexOf('/');
                bucket = slash < 0 ? path : path.substring(0, slash);
                key = slash < 0 ? "" : path.substring(slash + 1);
            }
        } catch (IllegalArgumentException e) {
            throw new StackValidationException(
                    "S3 error: Domain name specified in " + location + " is not a valid S3 domain");
        }
        String decoded = URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        try (InputStream in = fabric.of("s3", ObjectSource.class)
                .orElseThrow(() -> new StackValidationException("S3 error: weir's S3 is not available"))
                .get(scope, bucket, decoded, null)
                .open()) {
            byte[] content = in.readNBytes(Preparation.MAX_BODY + 1);
            if (content.length > Preparation.MAX_BODY) {
                throw new StackValidationException("Template may not exceed 1000000 bytes in size.");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackValidationException("S3 error: " + location + " could not be read: " + e.getMessage());
        } catch (AwsException e) {
            throw e instanceof StackValidationException
                    ? e
                    : new StackValidationException("S3 error: " + e.getMessage() + " (" + location + ")");
        }
    }
}
