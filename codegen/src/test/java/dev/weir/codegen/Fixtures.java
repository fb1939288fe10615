package dev.weir.codegen;

import dev.weir.codegen.imports.C2jModel;
import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Source;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A small service in the published form. */
public final class Fixtures {
    private Fixtures() {}

    public static ServiceModel post() {
        InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream("post.c2j.json"));
        Source source = new Source("test:post", "1", "2020-01-01", "everything");
        return C2jModel.read("post", JsonMapper.shared().readTree(in), source);
    }
}
