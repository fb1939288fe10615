package dev.weir.fabric.http;

import java.util.List;
import java.util.Map;

/** The answer to an {@link HttpRequest}. */
@SuppressWarnings("ArrayRecordComponent")
public record HttpResponse(int status, Map<String, List<String>> headers, byte[] body) {}
