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
                .layer("query").definedBy("io.perch.query..")
                .layer("ingest").definedBy("io.perch.ingest..")
                .layer("predict").definedBy("io.perch.predict..")
                .layer("deploy").definedBy("io.perch.deploy..")
                .layer("engine").definedBy("io.perch.engine..")
                .layer("connector").definedBy("io.perch.connector..")
                .layer("model").definedBy("io.perch.model..")
                .layer("artifact").definedBy("io.perch.artifact..")
                .layer("task").definedBy("io.perch.task..")
                .layer("search").definedBy("io.perch.search..")
                .layer("settings").definedBy("io.perch.settings..")
                .layer("schema").definedBy("io.perch.schema..")
                .layer("path").definedBy("io.perch.path..")
                .layer("script").definedBy("io.perch.script..")
                .layer("source").definedBy("io.perch.source..")
                .layer("base").definedBy("io.perch.base..")
                .whereLayer("api").mayNotBeAccessedByAnyLayer()
                .whereLayer("query").mayOnlyBeAccessedByLayers("api")
                .whereLayer("ingest").mayOnlyBeAccessedByLayers("api", "query")
                .whereLayer("predict").mayOnlyBeAccessedByLayers("api", "query", "ingest")
                .whereLayer("deploy").mayOnlyBeAccessedByLayers("api", "predict")
                .whereLayer("engine").mayOnlyBeAccessedByLayers("deploy")
                .whereLayer("connector").mayOnlyBeAccessedByLayers("api", "deploy")
                .whereLayer("model").mayOnlyBeAccessedByLayers(
                        "api", "query", "ingest", "predict", "deploy", "engine", "connector")
                .whereLayer("artifact").mayOnlyBeAccessedByLayers("deploy", "model")
                .whereLayer("task").mayOnlyBeAccessedByLayers("api", "ingest", "deploy", "connector", "model")
                .whereLayer("search").mayOnlyBeAccessedByLayers(
                        "api", "query", "ingest", "predict", "connector", "model", "artifact")
                .whereLayer("schema").mayOnlyBeAccessedByLayers("predict", "model")
                .whereLayer("path").mayOnlyBeAccessedByLayers("api", "query", "ingest", "predict", "connector")
                .whereLayer("script").mayOnlyBeAccessedByLayers("ingest", "connector")
                .whereLayer("source").mayOnlyBeAccessedByLayers("api", "ingest", "connector")
                .whereLayer("settings").mayOnlyBeAccessedByLayers(
                        "api", "query", "ingest", "predict", "deploy", "connector", "model", "task")
                .check(HOUSE);
    }

    @Test
    void partsOfTheEngineHaveNoCycles() {
        slices().matching("io.perch.engine.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void arrowsPointDownInTheIngest() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch.ingest..", "io.perch.api..", "io.perch.query..")
                .layer("api").definedBy("io.perch.api..")
                .layer("query").definedBy("io.perch.query..")
                .layer("batch").definedBy("io.perch.ingest.batch..")
                .layer("bulk").definedBy("io.perch.ingest.bulk..")
                .layer("ingest").definedBy("io.perch.ingest")
                .layer("processor").definedBy("io.perch.ingest.processor..")
                .layer("pipeline").definedBy("io.perch.ingest.pipeline..")
                .layer("asking").definedBy("io.perch.ingest.asking..")
                .layer("mapping").definedBy("io.perch.ingest.mapping..")
                .layer("chunking").definedBy("io.perch.ingest.chunking..")
                .layer("document").definedBy("io.perch.ingest.document..")
                .whereLayer("batch").mayOnlyBeAccessedByLayers("api")
                .whereLayer("bulk").mayOnlyBeAccessedByLayers("api", "batch")
                .whereLayer("ingest").mayOnlyBeAccessedByLayers("api", "query", "bulk")
                .whereLayer("processor").mayOnlyBeAccessedByLayers("ingest", "query")
                .whereLayer("pipeline").mayOnlyBeAccessedByLayers("api", "query", "batch", "bulk", "ingest", "processor")
                .whereLayer("asking").mayOnlyBeAccessedByLayers("api", "query", "bulk", "ingest", "processor", "pipeline")
                .whereLayer("mapping").mayOnlyBeAccessedByLayers("query", "processor")
                .whereLayer("chunking").mayOnlyBeAccessedByLayers("processor", "asking")
                .check(HOUSE);
    }

    @Test
    void partsOfTheConnectorsHaveNoCycles() {
        slices().matching("io.perch.connector.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    /** Others see the connectors, not their parts, but for what is told to callers: paths and the client's configuration. */
    @Test
    void arrowsPointDownInTheConnectors() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
                .layer("api").definedBy("io.perch.api..")
                .layer("connector").definedBy("io.perch.connector")
                .layer("call").definedBy("io.perch.connector.call..")
                .layer("chat").definedBy("io.perch.connector.chat..")
                .layer("stream").definedBy("io.perch.connector.stream..")
                .layer("batch").definedBy("io.perch.connector.batch..")
                .layer("function").definedBy("io.perch.connector.function..")
                .layer("processor").definedBy("io.perch.connector.processor..")
                .layer("template").definedBy("io.perch.connector.template..")
                .layer("credential").definedBy("io.perch.connector.credential..")
                .layer("address").definedBy("io.perch.connector.address..")
                .layer("aws").definedBy("io.perch.connector.aws..")
                .whereLayer("call").mayOnlyBeAccessedByLayers("connector", "api")
                .whereLayer("chat").mayOnlyBeAccessedByLayers("connector")
                .whereLayer("stream").mayOnlyBeAccessedByLayers("connector", "chat")
                .whereLayer("batch").mayOnlyBeAccessedByLayers("connector")
                .whereLayer("function").mayOnlyBeAccessedByLayers("connector")
                .whereLayer("processor").mayOnlyBeAccessedByLayers("connector", "function")
                .whereLayer("template").mayOnlyBeAccessedByLayers("connector", "function")
                .whereLayer("credential").mayOnlyBeAccessedByLayers("connector", "aws")
                .whereLayer("address").mayOnlyBeAccessedByLayers("connector")
                .whereLayer("aws").mayOnlyBeAccessedByLayers("connector", "stream")
                .check(HOUSE);
    }

    /** Others ask the predict service; its parts know nothing of each other. */
    @Test
    void arrowsPointDownInThePredicts() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch.predict..", "io.perch.api..")
                .layer("api").definedBy("io.perch.api..")
                .layer("predict").definedBy("io.perch.predict")
                .layer("guard").definedBy("io.perch.predict.guard..")
                .layer("rate").definedBy("io.perch.predict.rate..")
                .layer("json").definedBy("io.perch.predict.json..")
                .whereLayer("guard").mayOnlyBeAccessedByLayers("predict")
                .whereLayer("rate").mayOnlyBeAccessedByLayers("predict")
                .whereLayer("json").mayOnlyBeAccessedByLayers("api", "predict", "guard")
                .check(HOUSE);
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
