package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of files that a package may hold: a list of what is allowed, since no list of what is dangerous is ever whole. */
final class FileKinds {

    static final List<String> MODELS = List.of(".pt", ".onnx");

    private static final List<String> EXECUTABLES = List.of(".jar", ".class", ".so", ".dylib", ".dll");
    private static final List<String> TEXTS =
            List.of(".json", ".txt", ".md", ".model", ".vocab", ".properties");
    private static final Set<String> PAPERS = Set.of("license", "notice", "readme");
    // what exporters put beside an .onnx file that is too big for one protobuf (2 GB)
    private static final Pattern EXTERNAL_DATA = Pattern.compile(".*(\\.onnx_data(_\\d+)?|\\.data|\\.bin)");

    private FileKinds() {
    }

    /** Throws PACKAGE_UNSAFE for the first name that is not allowed. */
    static void check(List<String> names) {
        names.forEach(FileKinds::refuseExecutable);
        for (String name : names) {
            if (!allowed(name.toLowerCase(Locale.ROOT), names)) {
                throw new PerchException(ErrorCode.PACKAGE_UNSAFE, "Model archive contains a file of a kind that is not allowed: "
                        + name, "keep the model, its ONNX external data, tokenizer, JSON and text files; leave the rest out");
            }
        }
    }

    private static void refuseExecutable(String name) {
        if (ends(name.toLowerCase(Locale.ROOT), EXECUTABLES)) {
            throw new PerchException(ErrorCode.PACKAGE_UNSAFE,
                    "Model archive contains a disallowed executable file: " + name, "leave it out");
        }
    }

    private static boolean allowed(String name, List<String> all) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return ends(name, MODELS) || ends(name, TEXTS) || PAPERS.contains(file)
                || (EXTERNAL_DATA.matcher(file).matches() && besideOnnx(name, all));
    }

    private static boolean besideOnnx(String name, List<String> all) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        return all.stream().map(other -> other.toLowerCase(Locale.ROOT))
                .anyMatch(other -> other.endsWith(".onnx") && other.substring(0, other.lastIndexOf('/') + 1).equals(folder));
    }

    private static boolean ends(String name, List<String> extensions) {
        return extensions.stream().anyMatch(name::endsWith);
    }
}
