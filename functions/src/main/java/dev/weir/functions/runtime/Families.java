package dev.weir.functions.runtime;

import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.functions.code.NodeSdk;
import java.nio.file.Path;
import java.util.List;

/** All families that weir can run. */
public final class Families {
    private final List<Family> families;

    /**
     * @param bootstraps folder that weir's own bootstraps are unpacked to
     * @param sdk AWS's SDK for Node.js
     */
    public Families(Path bootstraps, NodeSdk sdk) {
        families = List.of(new Node(bootstraps, sdk), new Python(bootstraps), new Java(), new Custom());
    }

    /** @throws UnavailableRuntimeException where none covers the identifier, or this machine lacks what it needs */
    public Family of(String runtime) {
        for (Family family : families) {
            if (family.covers(runtime)) {
                String missing = family.missing(runtime);
                if (missing != null) {
                    throw new UnavailableRuntimeException(missing);
                }
                // Found out here, when the function is created, and not in its first start.
                family.substitution(runtime);
                return family;
            }
        }
        throw new UnavailableRuntimeException("weir cannot run functions of runtime " + runtime
                + " yet: it runs nodejs*, python*, java*, provided* and go1.x");
    }
}
