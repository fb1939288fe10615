package dev.weir.library.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The notices and the licence of the packages that the index is made of; they lie beside it. */
final class Notices {
    private static final String HEAD = """
            The texts in this index are taken from the packages below, each under the Apache License 2.0 (see LICENSE).
            They were changed in form: HTML and TypeScript comments became markdown, members and properties became sections.
            Copyright Amazon.com, Inc. or its affiliates.

            """;

    private final List<String> packages = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private String license = "";

    void add(String origin, String license, String notice) {
        packages.add(origin);
        if (this.license.isEmpty()) {
            this.license = license;
        }
        if (!notice.isBlank()) {
            texts.add(origin + ":\n\n" + notice.strip());
        }
    }

    void write(Path folder) throws IOException {
        StringBuilder notice = new StringBuilder(HEAD);
        packages.forEach(each -> notice.append("- ").append(each).append('\n'));
        texts.forEach(each -> notice.append('\n').append(each).append('\n'));
        Files.writeString(folder.resolve("NOTICE"), notice.toString());
        Files.writeString(folder.resolve("LICENSE"), license);
    }
}
