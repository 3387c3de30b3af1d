package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Judges a package on disk before anything of it is stored. It inflates every file once, into nowhere. */
@ApplicationScoped
public class PackageCheck {

    private static final String TOKENIZER = "tokenizer.json";

    private final ArtifactConfig config;

    public PackageCheck(ArtifactConfig config) {
        this.config = config;
    }

    /**
     * Blocks: call it on {@link IoWorkers}; interrupting the thread cancels it.
     * Throws PACKAGE_UNREADABLE, PACKAGE_UNSAFE, PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, PACKAGE_WRONG_FORMAT.
     */
    public PackageContents check(Path path, PackageRules rules) throws InterruptedException, IOException {
        try (PackageZip zip = PackageZip.open(path, config)) {
            List<String> names = zip.files().stream().map(ZipArchiveEntry::getName).toList();
            FileKinds.check(names);
            Optional<String> model = model(names, rules);
            tokenizer(names);
            inflate(zip);
            return new PackageContents(model, zip.inflatedBytes(), names);
        }
    }

    private static Optional<String> model(List<String> names, PackageRules rules) {
        List<String> models = names.stream().filter(name -> extension(name).isPresent()).toList();
        for (String model : models) {
            refuseOtherFormat(extension(model).orElseThrow(), rules);
        }
        if (models.size() > 1) {
            throw new PerchException(ErrorCode.PACKAGE_AMBIGUOUS,
                    "Find multiple model files, but expected only one", "found " + String.join(", ", models));
        }
        return models.isEmpty() ? none(rules) : Optional.of(atRoot(models.getFirst()));
    }

    private static void refuseOtherFormat(String extension, PackageRules rules) {
        if (!extension.equals(rules.extension())) {
            throw new PerchException(ErrorCode.PACKAGE_WRONG_FORMAT,
                    "Model format is " + rules.format() + ", but find " + extension + " file",
                    "register with the model_format of the file, or pack a " + rules.extension() + " file");
        }
    }

    private static Optional<String> none(PackageRules rules) {
        if (rules.needsModel()) {
            throw new PerchException(ErrorCode.PACKAGE_INCOMPLETE, "Can't find model file",
                    "put one file that ends with " + rules.extension() + " at the root of the zip");
        }
        return Optional.empty();
    }

    private static String atRoot(String model) {
        if (model.contains("/")) {
            throw new PerchException(ErrorCode.PACKAGE_INCOMPLETE,
                    "Can't find model file at the root of the package: it is in a folder, " + model,
                    "zip the files themselves, not the folder that holds them");
        }
        return model;
    }

    private static void tokenizer(List<String> names) {
        if (!names.contains(TOKENIZER)) {
            throw new PerchException(ErrorCode.PACKAGE_INCOMPLETE, "No tokenizer file",
                    "put " + TOKENIZER + " at the root of the zip");
        }
    }

    private static Optional<String> extension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FileKinds.MODELS.stream().filter(lower::endsWith).findFirst();
    }

    private static void inflate(PackageZip zip) throws IOException, InterruptedException {
        for (ZipArchiveEntry entry : zip.files()) {
            if (isServingProperties(entry)) {
                ServingProperties.check(small(zip, entry));
            } else {
                zip.inflate(entry, OutputStream.nullOutputStream());
            }
        }
    }

    private static boolean isServingProperties(ZipArchiveEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return name.equals(ServingProperties.NAME) || name.endsWith("/" + ServingProperties.NAME);
    }

    private static byte[] small(PackageZip zip, ZipArchiveEntry entry) throws IOException, InterruptedException {
        Bounded content = new Bounded();
        zip.inflate(entry, content);
        return content.toByteArray();
    }

    /** Whatever size the entry claims. */
    private static final class Bounded extends ByteArrayOutputStream {

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (size() + length > ServingProperties.MAX_BYTES) {
                throw new PerchException(ErrorCode.PACKAGE_UNSAFE, ServingProperties.NAME + " is larger than "
                        + Sizes.text(ServingProperties.MAX_BYTES), "leave it out");
            }
            super.write(bytes, offset, length);
        }
    }
}
