package dev.weir.codegen.imports;

import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Shape;
import dev.weir.codegen.model.ServiceModel.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of the schemas of a JavaScript SDK client what C2J leaves out: the names of the root elements of XML
 * answers, such as {@code ListBucketResult} for {@code ListObjectsV2Output}.
 */
public final class DocumentRoots {
    private static final Pattern CONSTANT = Pattern.compile("(?m)^const (\\w+) = \"([^\"]*)\";");
    private static final Pattern STRUCTURE =
            Pattern.compile("(?m)^export var \\w+\\$ = \\[-?3, n0, (\\w+),\\s+\\{ \\[_xN]: (\\w+) }");

    private DocumentRoots() {}

    /** @param schemas the text of the client's {@code schemas_0.js} */
    public static ServiceModel overlay(ServiceModel model, String schemas, Source source) {
        Map<String, String> constants = new HashMap<>();
        Matcher constant = CONSTANT.matcher(schemas);
        while (constant.find()) {
            constants.put(constant.group(1), constant.group(2));
        }
        Map<String, Shape> shapes = new LinkedHashMap<>(model.shapes());
        Matcher structure = STRUCTURE.matcher(schemas);
        while (structure.find()) {
            String root = constants.get(structure.group(2));
            shapes.computeIfPresent(
                    constants.getOrDefault(structure.group(1), ""),
                    (name, shape) -> new Shape(
                            shape.type(),
                            shape.members(),
                            shape.min(),
                            shape.max(),
                            shape.pattern(),
                            shape.allowed(),
                            shape.sensitive(),
                            root,
                            shape.error()));
        }
        List<Source> sources = new ArrayList<>(model.sources());
        sources.add(source);
        return new ServiceModel(List.copyOf(sources), model.service(), model.operations(), shapes);
    }
}
