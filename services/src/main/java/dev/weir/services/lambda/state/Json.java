package dev.weir.services.lambda.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** Records as they lie in the store: JSON, absent members left out, unknown ones passed over. */
public final class Json {
    /** Also for documents that functions receive and return. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    public static byte[] encode(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static <T> T decode(byte[] bytes, Class<T> type) {
        return MAPPER.readValue(bytes, type);
    }
}
