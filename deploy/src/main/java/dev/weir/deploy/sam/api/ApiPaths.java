package dev.weir.deploy.sam.api;

import java.util.regex.Pattern;

/** Paths of APIs as permissions write them. */
public final class ApiPaths {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\\+)}");

    private ApiPaths() {}

    /** A path with a star for every variable. */
    public static String permitted(String path) {
        return VARIABLE.matcher(path).replaceAll("*");
    }

    /** A path without the slash at its end, unless it is nothing else: API Gateway drops it too. */
    public static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
