package dev.weir.functions;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A zip file.
 *
 * @param sha256 of its bytes, in hexadecimal: archives with the same one are unpacked once
 * @param open its bytes
 */
public record Archive(String sha256, Supplier<InputStream> open) {}
