package dev.weir.library.index;

import dev.weir.library.page.Kind;

/** A page as it lies in the index. */
public record StoredPage(
        String key,
        String url,
        String live,
        String title,
        String name,
        Kind kind,
        String service,
        String origin,
        String markdown) {}
