package dev.weir.tests.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Rule 1: the world (time, chance, threads, the environment) comes from the kernel. */
@AnalyzeClasses(locations = Modules.class)
class WorldRulesTest {
    /** Who may see the real world itself, each with its reason. */
    private static final String[] REAL_WORLD = {
        // It is what everybody else has the world from.
        "dev.weir.kernel..",
        // Measures weir from outside, in real time.
        "dev.weir.bench..",
        // The user's side of the terminal: how long a build took, a watch on files. Weir's state is not within reach.
        "dev.weir.cli..",
    };

    /** Who may see the real machine through {@link dev.weir.kernel.host.Host}, each with its reason. */
    private static final String[] REAL_MACHINE = {
        "dev.weir.kernel..",
        "dev.weir.bench..",
        // Child processes live on the real clock, get an environment, and need threads that carry their output.
        "dev.weir.functions..",
        // The user's own side: settings, and how long something took.
        "dev.weir.cli..",
    };

    /** Who may start processes, each with its reason. */
    private static final String[] PROCESSES = {
        // Execution environments, and finding out which interpreters there are.
        "dev.weir.functions.process",
        "dev.weir.functions.runtime",
        // Has npm fetch the SDK that AWS's Node.js runtimes bring.
        "dev.weir.functions.code",
        // Builds functions' code with npm, pip, Maven, as `sam build` does.
        "dev.weir.deploy.build",
        // Asks interpreters for their versions, for `weir doctor`.
        "dev.weir.server",
        // Has npm and Maven fetch what the offline documentation is made of, and makes it in a process of its own.
        "dev.weir.library.build",
        // Detaches weir, calls the build tools of functions, runs the tests.
        "dev.weir.cli..",
        "dev.weir.bench..",
    };

    /** Making keys takes a SecureRandom; this is one that draws from the kernel's ids. */
    private static final String DRAWS_FROM_IDS = "dev.weir.services.sns.state.SigningKey$Chance";

    /** Types nobody but the kernel has a use for. */
    private static final Set<String> WORLDLY = Set.of(
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.ThreadPoolExecutor");

    private static final Map<String, Set<String>> WORLDLY_CALLS = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.lang.StrictMath", Set.of("random"),
            "java.lang.System", Set.of("currentTimeMillis", "getenv", "nanoTime"),
            "java.lang.Thread", Set.of("<init>", "ofPlatform", "ofVirtual", "sleep", "startVirtualThread"),
            "java.util.Calendar", Set.of("getInstance"),
            "java.util.Date", Set.of("<init>()"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"));

    @ArchTest
    static final ArchRule THE_WORLD_COMES_FROM_THE_KERNEL =
            classes().that(not(resideInAnyPackage(REAL_WORLD))).should(haveTheWorldFromTheKernel());

    @ArchTest
    static final ArchRule THE_MACHINE_IS_SEEN_AT_THE_EDGE = noClasses()
            .that(not(resideInAnyPackage(REAL_MACHINE)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weir.kernel.host");

    @ArchTest
    static final ArchRule PROCESSES_ARE_STARTED_AT_THE_EDGE = noClasses()
            .that(not(resideInAnyPackage(PROCESSES)))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    private static ArchCondition<JavaClass> haveTheWorldFromTheKernel() {
        return new ArchCondition<>("have time, chance, threads and the environment from the kernel") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
                    if (isWorldly(access)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isWorldly(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (DRAWS_FROM_IDS.equals(access.getOriginOwner().getName()) && owner.equals("java.security.SecureRandom")) {
            return false;
        }
        String name = access.getTarget().getName();
        boolean plain = access.getTarget().getRawParameterTypes().isEmpty();
        Set<String> calls = WORLDLY_CALLS.getOrDefault(owner, Set.of());
        return WORLDLY.contains(owner)
                || calls.contains(name)
                || (plain && calls.contains(name + "()"))
                || (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
                || (owner.equals("java.util.concurrent.CompletableFuture")
                        && (name.endsWith("Async") || name.equals("delayedExecutor") || name.equals("orTimeout")));
    }
}
