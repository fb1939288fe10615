package dev.weir.tests.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Who may know whom. */
@AnalyzeClasses(locations = Modules.class)
class LayerRulesTest {
    @ArchTest
    static final ArchRule SERVICES_MEET_ONLY_AT_ARNS = slices().matching("dev.weir.services.(*)..")
            .should()
            .notDependOnEachOther()
            .as("services never import each other: they meet at ARNs, through the fabric");

    @ArchTest
    static final ArchRule SERVICES_NEVER_SEE_THE_WIRE = noClasses()
            .that()
            .resideInAnyPackage("dev.weir.services..", "dev.weir.deploy..", "dev.weir.fabric..", "dev.weir.functions..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.wire..", "dev.weir.server..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_SEES_NETTY = noClasses()
            .that()
            // The benchmark's floor is the same server, and its load comes over the same library.
            .resideOutsideOfPackages("dev.weir.server.http", "dev.weir.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_SEES_ROCKSDB = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    /** What streaming is done by; the exceptions that trees throw are in Jackson's core too, and not meant. */
    @ArchTest
    static final ArchRule ONLY_THE_WIRE_STREAMS_JSON = noClasses()
            .that()
            // Codegen reads models of megabytes, at build time.
            .resideOutsideOfPackages("dev.weir.wire..", "dev.weir.codegen..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("tools\\.jackson\\.core\\.(JsonParser|JsonGenerator|JsonToken|json\\..*)");

    /**
     * Rules without store, clock or wire. Beside the JDK they know data (ARNs, generated types, what the fabric
     * carries), JSON trees, and the libraries whose subject is the domain's own.
     */
    @ArchTest
    static final ArchRule DOMAINS_ARE_PURE = classes()
            .that()
            .resideInAPackage("dev.weir.services.*.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "")
                    .or(resideInAPackage("dev.weir.services.*.domain.."))
                    // Errors, in AWS's wording.
                    .or(resideInAPackage("dev.weir.services.*"))
                    .or(resideInAnyPackage("dev.weir.kernel", "dev.weir.shapes", "dev.weir.api.."))
                    .or(resideInAnyPackage("dev.weir.fabric", "dev.weir.fabric.http", "dev.weir.fabric.source"))
                    .or(resideInAnyPackage("tools.jackson..", "com.cronutils..", "software.amazon.event.ruler..")));

    @ArchTest
    static final ArchRule THE_KERNEL_STANDS_ALONE = classes()
            .that()
            .resideInAPackage("dev.weir.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.weir.kernel..", "java..", "org.jspecify..", "");

    @ArchTest
    static final ArchRule TOOLS_STAND_OUTSIDE = noClasses()
            .that()
            .resideInAnyPackage("dev.weir.cli..", "dev.weir.mcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.services..", "dev.weir.fabric..", "dev.weir.store..")
            .as("the command and the MCP server use what a user could use: APIs over HTTP, and the server as a whole");

    /** What starts with weir is loaded by every start; the rest by the first agent. */
    @ArchTest
    static final ArchRule STARTING_WEIR_LOADS_NO_MCP = noClasses()
            .that()
            .haveFullyQualifiedName("dev.weir.mcp.Mcp")
            .or()
            .haveFullyQualifiedName("dev.weir.mcp.McpSettings")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modelcontextprotocol..", "dev.weir.mcp.transport..");

    /**
     * Packages depend on each other one way. The top package of a module, a service, or a version of one, is left out: it is both the
     * way in, which knows what lies below, and the words that what lies below is written in.
     */
    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    String name = type.getPackageName();
                    boolean top = name.matches("dev\\.weir\\.[a-z]+|dev\\.weir\\.services\\.[a-z0-9]+(\\.v[12])?");
                    return !name.startsWith("dev.weir.") || top ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
                }

                @Override
                public String getDescription() {
                    return "packages below the top ones";
                }
            })
            .should()
            .beFreeOfCycles();
}
