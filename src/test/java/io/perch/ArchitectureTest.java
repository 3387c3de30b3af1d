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
    void partsOfTheEngineHaveNoCycles() {
        slices().matching("io.perch.engine.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void arrowsPointDownInTheEngine() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
                .layer("deploy").definedBy("io.perch.deploy..")
                .layer("engine").definedBy("io.perch.engine")
                .layer("queue").definedBy("io.perch.engine.queue..")
                .layer("optimization").definedBy("io.perch.engine.optimization..")
                .layer("function").definedBy("io.perch.engine.function..")
                .layer("sentence").definedBy("io.perch.engine.sentence..")
                .layer("onnx").definedBy("io.perch.engine.onnx..")
                .layer("torch").definedBy("io.perch.engine.torch..")
                .layer("fusion").definedBy("io.perch.engine.fusion..")
                .layer("network").definedBy("io.perch.engine.network..")
                .layer("token").definedBy("io.perch.engine.token..")
                .layer("libraries").definedBy("io.perch.engine.libraries..")
                .whereLayer("engine").mayOnlyBeAccessedByLayers("deploy")
                .whereLayer("queue").mayOnlyBeAccessedByLayers("engine")
                .whereLayer("optimization").mayOnlyBeAccessedByLayers("engine")
                .whereLayer("function").mayOnlyBeAccessedByLayers("engine", "queue", "optimization")
                .whereLayer("sentence").mayOnlyBeAccessedByLayers("function")
                .whereLayer("onnx").mayOnlyBeAccessedByLayers("engine", "optimization")
                .whereLayer("torch").mayOnlyBeAccessedByLayers("engine", "optimization")
                .whereLayer("fusion").mayOnlyBeAccessedByLayers("optimization", "onnx")
                .whereLayer("network").mayOnlyBeAccessedByLayers(
                        "engine", "queue", "optimization", "function", "onnx", "torch")
                .whereLayer("token").mayOnlyBeAccessedByLayers(
                        "engine", "queue", "optimization", "function", "onnx", "torch", "network")
                .whereLayer("libraries").mayOnlyBeAccessedByLayers("engine", "queue", "onnx", "torch", "token")
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
