package dev.weir.functions.runtime;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.functions.process.Sandbox;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Java of any version, run by the JDK that runs weir under AWS's own runtime interface client, which makes handlers of
 * all kinds behave as they do on AWS. The client speaks to the system through native code for Linux.
 */
public final class Java implements Family {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    /** One class of each of the client's jars: where they lie tells the class path. */
    private static final List<String> PARTS = List.of(
            CLIENT,
            "com.amazonaws.services.lambda.runtime.RequestHandler",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    @Override
    public boolean covers(String runtime) {
        return runtime.startsWith("java");
    }

    @Override
    public @Nullable String missing(String runtime) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return "weir runs Java functions on Linux only: AWS's runtime interface client has native code for nothing else";
        }
        return client().size() == PARTS.size()
                ? null
                : "this build of weir lacks AWS's runtime interface client for Java";
    }

    @Override
    public String substitution(String runtime) {
        String feature = Integer.toString(Runtime.version().feature());
        return runtime.equals("java" + feature) ? "" : "Java " + feature;
    }

    @Override
    public Launch launch(FunctionSpec spec, Sandbox.Confinement place) {
        String missing = missing(spec.runtime());
        if (missing != null) {
            throw new UnavailableRuntimeException(missing);
        }
        // As AWS sizes the heap: what is left after metaspace, code cache and threads.
        int heap = Math.max(spec.memory() - 64 - spec.memory() / 10, spec.memory() / 2);
        List<String> command = new ArrayList<>(List.of(
                place.show(Path.of(System.getProperty("java.home"))) + "/bin/java",
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                client().stream().map(place::show).collect(Collectors.joining(File.pathSeparator))
                        + File.pathSeparator
                        + place.opt()
                        + "/java/lib/*",
                CLIENT,
                spec.handler()));
        // The client gives the task's classes and jars a loader of their own, above which these come first, as on AWS.
        return new Launch(command, Map.of());
    }

    @Override
    public int ownMemory() {
        return 128;
    }

    @Override
    public String executionEnvironment(String runtime) {
        return "AWS_Lambda_" + (runtime.equals("java8.al2") ? "java8.al2" : runtime);
    }

    private static List<Path> client() {
        List<Path> jars = new ArrayList<>();
        for (String part : PARTS) {
            URL url = Java.class.getResource("/" + part.replace('.', '/') + ".class");
            if (url == null || !url.getProtocol().equals("jar")) {
                continue;
            }
            String text = url.toString();
            try {
                jars.add(Path.of(new java.net.URI(text.substring("jar:".length(), text.indexOf("!/")))));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return jars;
    }
}
