package dev.weir.library.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where packages come from. */
interface Registries {
    /**
     * Fetches packages from npm's registry.
     *
     * @param packages such as {@code @aws-sdk/client-sqs@3.1169.0}
     * @return the archive of each that could be fetched, by package
     */
    Map<String, Path> npm(List<String> packages) throws IOException, InterruptedException;

    /**
     * Fetches an artifact from Maven's repositories.
     *
     * @param coordinates such as {@code software.amazon.awssdk:regions:2.57.8}
     * @return the jar, or nothing where it could not be fetched
     */
    Optional<Path> maven(String coordinates) throws IOException, InterruptedException;
}
