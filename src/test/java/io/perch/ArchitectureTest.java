package io.perch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house as docs/architecture.md draws it: arrows point down only. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.perch");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.perch.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void arrowsPointDown() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
                .layer("api").definedBy("io.perch.api..")
                .layer("predict").definedBy("io.perch.predict..")
                .layer("deploy").definedBy("io.perch.deploy..")
                .layer("engine").definedBy("io.perch.engine..")
                .layer("model").definedBy("io.perch.model..")
                .layer("artifact").definedBy("io.perch.artifact..")
                .layer("task").definedBy("io.perch.task..")
                .layer("search").definedBy("io.perch.search..")
                .layer("settings").definedBy("io.perch.settings..")
                .layer("base").definedBy("io.perch.base..")
                .whereLayer("api").mayNotBeAccessedByAnyLayer()
                .whereLayer("predict").mayOnlyBeAccessedByLayers("api")
                .whereLayer("deploy").mayOnlyBeAccessedByLayers("api", "predict")
                .whereLayer("engine").mayOnlyBeAccessedByLayers("deploy")
                .whereLayer("model").mayOnlyBeAccessedByLayers("api", "predict", "deploy", "engine")
                .whereLayer("artifact").mayOnlyBeAccessedByLayers("deploy", "model")
                .whereLayer("task").mayOnlyBeAccessedByLayers("api", "deploy", "model")
                .whereLayer("search").mayOnlyBeAccessedByLayers("model", "artifact")
                .whereLayer("settings").mayOnlyBeAccessedByLayers("api", "predict", "deploy", "model", "task")
                .check(HOUSE);
    }

    @Test
    void onlyTheApiSpeaksHttpToCallers() {
        noClasses().that().resideOutsideOfPackage("io.perch.api..").should().dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.ext.web", "org.jboss.resteasy..").check(HOUSE);
    }

    @Test
    void theEngineKnowsNoSql() {
        noClasses().that().resideInAPackage("io.perch.engine..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.mutiny.sqlclient..", "io.quarkus.hibernate..",
                        "jakarta.persistence..", "org.hibernate..").check(HOUSE);
    }
}
