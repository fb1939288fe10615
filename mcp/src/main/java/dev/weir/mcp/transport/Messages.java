package dev.weir.mcp.transport;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** JSON-RPC messages and their bytes. */
final class Messages {
    /** The largest message that is taken, in bytes: Lambda's largest payload of 6 MB, and room around it. */
    static final int LARGEST = 8 * 1024 * 1024;

    static final List<String> VERSIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private static final McpJsonMapper MAPPER = McpJsonDefaults.getMapper();

    private Messages() {}

    /** What came is no message; {@link #response} says so to the client. */
    static final class MalformedException extends Exception {
        private final int status;
        private final int code;

        /** @param status that HTTP has for it */
        MalformedException(int status, int code, String message) {
            super(message, null, false, false);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        Object response() {
            return error(code, String.valueOf(getMessage()));
        }
    }

    static McpSchema.JSONRPCMessage read(String text) throws MalformedException {
        try {
            return McpSchema.deserializeJsonRpcMessage(MAPPER, text);
        } catch (IOException | JacksonException e) {
            throw new MalformedException(400, McpSchema.ErrorCodes.PARSE_ERROR, "This is no JSON: " + firstLine(e));
        } catch (RuntimeException e) {
            throw new MalformedException(
                    400, McpSchema.ErrorCodes.INVALID_REQUEST, "This is no JSON-RPC 2.0 message: " + firstLine(e));
        }
    }

    static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (IOException e) {
            throw new IllegalStateException("a message cannot be written: " + e.getMessage(), e);
        }
    }

    static <T> T convert(Object data, TypeRef<T> type) {
        return MAPPER.convertValue(data, type);
    }

    /** An answer to what could not be read so far that its id were known. */
    static Object error(int code, String message) {
        return Map.of("jsonrpc", "2.0", "error", Map.of("code", code, "message", message));
    }

    static MalformedException tooLarge() {
        return new MalformedException(
                413,
                McpSchema.ErrorCodes.INVALID_REQUEST,
                "The message is larger than " + LARGEST / (1024 * 1024)
                        + " MB, which is all that weir takes at once: put large data into a bucket, and send its name.");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
