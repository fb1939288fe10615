package dev.weir.tests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What classes, packages and files look like. */
@AnalyzeClasses(locations = Modules.class)
class FormRulesTest {
    private static final int LINES = 500;

    /** Files that are longer all the same, each with its reason; a shorter one must leave the list. */
    private static final Set<String> LONGER = Set.of();

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Helpers")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static void everyPackageSaysWhatItIsAndIsNullMarked(JavaClasses classes) {
        Set<String> silent = new TreeSet<>();
        for (JavaPackage each : classes.getDefaultPackage().getSubpackagesInTree()) {
            // The parsers that ANTLR makes are nobody's reading.
            boolean generated =
                    each.getName().endsWith(".grammar") || each.getName().startsWith("dev.weir.api.");
            if (!each.getClasses().isEmpty()
                    && each.getName().startsWith("dev.weir.")
                    && !generated
                    && !each.isAnnotatedWith(NullMarked.class)) {
                silent.add(each.getName());
            }
        }
        assertEquals(Set.of(), silent, "packages without a package-info.java that says @NullMarked");
    }

    @Test
    void filesAreShort() throws IOException {
        Map<String, Integer> longer = new TreeMap<>();
        for (Path module : Modules.ruled()) {
            Path sources = module.resolve("src/main/java");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        int lines = Files.readAllLines(file).size();
                        if (lines > LINES) {
                            longer.put(Modules.root().relativize(file).toString(), lines);
                        }
                    }
                }
            }
        }
        assertEquals(LONGER, longer.keySet(), "files of more than " + LINES + " lines: " + longer);
    }
}
