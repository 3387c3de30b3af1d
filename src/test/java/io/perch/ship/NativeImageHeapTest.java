package io.perch.ship;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * Quarkus runs static initializers while it builds the executable and keeps what they made in it. What cannot be kept breaks
 * that build after minutes; here after seconds.
 */
class NativeImageHeapTest {

    /** Ids$Source is initialised at run time: see quarkus.native.additional-build-args. */
    @Test
    void noStaticFieldHoldsWhatTheExecutableCannotCarry() {
        noFields().that().areStatic().and().areNotDeclaredIn("io.perch.base.Ids$Source")
                .should().haveRawType(assignableTo(Buffer.class)
                        .or(assignableTo(io.vertx.mutiny.core.buffer.Buffer.class))
                        .or(assignableTo(Random.class))
                        .or(assignableTo(Thread.class))
                        .or(assignableTo(Executor.class))
                        .or(assignableTo(Vertx.class))
                        // initialised at run time, as a whole
                        .or(resideInAnyPackage("ai.onnxruntime..", "ai.djl..")))
                .check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.perch"));
    }
}
