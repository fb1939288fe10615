package dev.weir.deploy.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds code into a directory of its own, and leaves what has not changed as it is. */
public final class Builder {
    private final Path work;

    /** @param work where builds are kept from run to run */
    public Builder(Path work) {
        this.work = work;
    }

    /**
     * @param tool the tool that built it, in a word; {@code unchanged} where none had to
     * @param archive its zip
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Built(Application.Code code, String tool, byte[] archive, String sha256) {}

    public Built build(Application.Code code) throws BuildException {
        Path out = work.resolve(code.logicalId());
        Path stamp = work.resolve(code.logicalId() + ".sources");
        try {
            if (Files.isRegularFile(code.source())) {
                byte[] archive = Files.readAllBytes(code.source());
                return new Built(code, "archive", archive, Tree.sha256(archive));
            }
            String fingerprint = Tree.fingerprint(code.source()) + " " + code.runtime() + " " + code.buildMethod() + " "
                    + code.buildProperties();
            String tool = "unchanged";
            boolean same = Files.isDirectory(out)
                    && Files.exists(stamp)
                    && Files.readString(stamp).equals(fingerprint);
            if (!same) {
                Tree.delete(out);
                Files.deleteIfExists(stamp);
                Files.createDirectories(out);
                tool = CodeBuild.build(code, out);
                Files.write(stamp, fingerprint.getBytes(StandardCharsets.UTF_8));
            }
            byte[] archive = Tree.zip(out);
            return new Built(code, tool, archive, Tree.sha256(archive));
        } catch (IOException e) {
            throw new BuildException(code.logicalId() + " could not be built: " + e);
        }
    }
}
