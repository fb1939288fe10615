package dev.weir.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** No engine shows through the store. */
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineBoundaryTest {
    @ArchTest
    static final ArchRule ONLY_ITS_ENGINE_KNOWS_ROCKSDB = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.store.rocksdb")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    @ArchTest
    static final ArchRule ENGINES_ARE_USED_BY_THE_STORE_ONLY = classes()
            .that()
            .resideInAnyPackage("dev.weir.store.engine", "dev.weir.store.memory", "dev.weir.store.rocksdb")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.weir.store..");

    @ArchTest
    static final ArchRule A_STORE_IS_ALL_THAT_IS_HANDED_OUT = methods()
            .that()
            .areDeclaredIn(Stores.class)
            .and()
            .arePublic()
            .should()
            .haveRawReturnType("dev.weir.kernel.store.Store");
}
