package io.perch.job;

import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.perch.testing.Zips;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those that were promised, and no package that may be unpacked and run. */
@QuarkusTest
@WithTestResource(Servers.class)
class PackageFaultsTest {

    private final Path folder = Packages.folder("package-faults");

    @Test
    void noZip() throws IOException {
        Path file = Files.writeString(folder.resolve("text.zip"), "this is no zip at all");

        refused(file).is(400, "illegal_argument_exception", "package_unreadable")
                .says("The package cannot be read: it is not a whole zip")
                .advises("unzip -t");
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = Files.write(folder.resolve("empty.zip"), new byte[0]);

        refused(file).is(400, "illegal_argument_exception", "package_unreadable").says("it is not a whole zip");
    }

    @Test
    void halfAZip() throws IOException {
        byte[] whole = Files.readAllBytes(TinyModels.embedding(folder));
        Path file = Files.write(folder.resolve("half.zip"), Arrays.copyOf(whole, whole.length / 2));

        refused(file).is(400, "illegal_argument_exception", "package_unreadable").says("it is not a whole zip");
    }

    @Test
    void twoModels() {
        refused(TinyModels.twoModels(folder)).is(400, "illegal_argument_exception", "package_ambiguous")
                .says("Find multiple model files, but expected only one")
                .advises("model.onnx", "second.onnx");
    }

    @Test
    void noModel() {
        refused(TinyModels.noModel(folder)).is(400, "illegal_argument_exception", "package_incomplete")
                .says("Can't find model file")
                .advises(".onnx");
    }

    @Test
    void noTokenizer() {
        refused(TinyModels.noTokenizer(folder)).is(400, "illegal_argument_exception", "package_incomplete")
                .says("No tokenizer file")
                .advises("tokenizer.json");
    }

    @Test
    void anotherFormat() throws IOException {
        Path file = Zips.at(folder.resolve("torch.zip")).file("model.pt", "weights").file("tokenizer.json", "{}").done();

        refused(file).is(400, "illegal_argument_exception", "package_wrong_format")
                .says("Model format is ONNX, but find .pt file")
                .advises("model_format");
    }

    @Test
    void theModelIsInAFolder() throws IOException {
        Path file = Zips.at(folder.resolve("nested.zip")).file("in/model.onnx", "weights").file("tokenizer.json", "{}").done();

        refused(file).is(400, "illegal_argument_exception", "package_incomplete")
                .says("Can't find model file at the root of the package: it is in a folder, in/model.onnx")
                .advises("zip the files themselves");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside.txt", "/etc/outside.txt", "in/../../outside.txt", "C:/outside.txt"})
    void anEntryLeavesThePackage(String name) throws IOException {
        Path file = Zips.model(folder.resolve("slip.zip")).file(name, "outside").done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe")
                .says("Bad zip entry: " + name + " is not a plain path inside the package")
                .advises("pack the model");
    }

    @Test
    void anEntryIsALink() throws IOException {
        Path file = Zips.model(folder.resolve("link.zip")).link("config.json", "/etc/passwd").done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe").says("Bad zip entry: config.json is a link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.jar", "Evil.CLASS", "lib/evil.so", "evil.dll", "evil.dylib"})
    void anEntryIsExecutable(String name) throws IOException {
        Path file = Zips.model(folder.resolve("executable.zip")).file(name, "code").done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe")
                .says("Model archive contains a disallowed executable file: " + name)
                .advises("leave it out");
    }

    @Test
    void anEntryIsOfAnUnknownKind() throws IOException {
        Path file = Zips.model(folder.resolve("script.zip")).file("run.py", "import os").done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe")
                .says("Model archive contains a file of a kind that is not allowed: run.py")
                .advises("leave the rest out");
    }

    @Test
    void propertiesNameAForeignClass() throws IOException {
        Path file = Zips.model(folder.resolve("translator.zip"))
                .file("serving.properties", "translatorFactory=com.example.Evil").done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe")
                .says("serving.properties may only name classes that start with ai.djl.", "com.example.Evil");
    }

    @Test
    void aHeaderClaimsFiveGigabytes() throws IOException {
        Path file = Zips.model(folder.resolve("lie.zip")).claiming("weights.json", 5_000_000_000L).done();

        refused(file).is(400, "illegal_argument_exception", "package_unreadable")
                .says("weights.json", "is not what the zip's directory says");
    }

    @Test
    void headersClaimMoreThanMayBeUnpacked() throws IOException {
        Path file = Zips.model(folder.resolve("bomb.zip")).claiming("a.json", 5_000_000_000L)
                .claiming("b.json", 5_000_000_000L).done();

        refused(file).is(400, "illegal_argument_exception", "package_unsafe")
                .says("The package unpacks to more than 8", "at least 10000000")
                .advises("perch.artifact.max-unpacked-size");
    }

    private static Refusal refused(Path file) {
        return RegisterFaults.registerAs(Ml.name("faulty"), file.toUri().toString(), Packages.sha256(file));
    }
}
