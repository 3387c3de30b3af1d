package io.perch.engine.torch;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.TokenInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * How a TorchScript network wants to be called, read from the code that its file carries.
 *
 * @param dict   one argument, a dict of all inputs by name, as sentence-transformers exports it; else one argument each
 * @param inputs in the order of the arguments
 */
record TorchSignature(boolean dict, List<TokenInput> inputs) {

    /** The first thing in data.pkl is the class of the network: protocol, then "global" with module and name. */
    private static final Pattern ROOT = Pattern.compile("^\\x80\\x02c([^\\n]+)\\n([^\\n]+)\\n");
    private static final int ROOT_BYTES = 4096;
    private static final String DICT = "Dict[str, Tensor]";
    private static final String TENSOR = "Tensor";

    private record Parameter(String name, String type, boolean optional) {
    }

    /**
     * @param given what the function has to give to the network
     * @throws PerchException ENGINE_REFUSED_MODEL when Perch cannot give what it wants
     */
    static TorchSignature of(Path file, Set<TokenInput> given) {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            String root = folder(archive);
            Matcher type = ROOT.matcher(start(archive, root + "data.pkl"));
            if (!type.find()) {
                throw refused("its data.pkl does not begin with a class");
            }
            String code = text(archive, root + "code/" + type.group(1).replace('.', '/') + ".py");
            return of(parameters(forward(code, type.group(2))), members(archive, given), given);
        } catch (IOException unreadable) {
            throw refused("it cannot be read: " + unreadable.getMessage());
        }
    }

    private static TorchSignature of(List<Parameter> parameters, List<TokenInput> members, Set<TokenInput> given) {
        if (parameters.size() == 1 && parameters.getFirst().type().equals(DICT)) {
            return new TorchSignature(true, members);
        }
        List<TokenInput> inputs = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Optional<TokenInput> input = input(parameter, inputs.size()).filter(given::contains);
            if (input.isEmpty() && parameter.optional()) {
                break;
            }
            inputs.add(input.filter(it -> !inputs.contains(it)).orElseThrow(() -> refused("its forward wants "
                    + parameter.name() + ": " + parameter.type())));
        }
        return new TorchSignature(false, List.copyOf(inputs));
    }

    /** By name; where tracing has renamed it, by position, which is how ML Commons gives all of them. */
    private static Optional<TokenInput> input(Parameter parameter, int position) {
        Optional<TokenInput> byPosition = Stream.of(TokenInput.values()).skip(position).findFirst();
        boolean tensor = parameter.type().equals(TENSOR) || parameter.type().equals("Optional[" + TENSOR + "]");
        return !tensor ? Optional.empty()
                : TokenInput.named(parameter.name()).or(() -> parameter.optional() ? Optional.empty() : byPosition);
    }

    /** What a dict must have in it: the first two always, of the others those that the code reads. */
    private static List<TokenInput> members(ZipFile archive, Set<TokenInput> given) throws IOException {
        Set<TokenInput> read = EnumSet.of(TokenInput.INPUT_IDS, TokenInput.ATTENTION_MASK);
        for (ZipEntry entry : archive.stream().filter(entry -> entry.getName().endsWith(".py")).toList()) {
            String code = text(archive, entry.getName());
            given.stream().filter(input -> code.contains("\"" + input.inputName() + "\"")).forEach(read::add);
        }
        return List.copyOf(read);
    }

    /** From behind {@code self} to the closing parenthesis. */
    private static String forward(String code, String className) {
        Matcher method = Pattern.compile("(?s)class " + Pattern.quote(className)
                + "\\(.*?\\n  def forward\\(self: [^,)]+,?(.*?)\\) ->").matcher(code);
        if (!method.find()) {
            throw refused("it has no method forward");
        }
        return method.group(1);
    }

    private static List<Parameter> parameters(String list) {
        List<Parameter> parameters = new ArrayList<>();
        Matcher parameter = Pattern.compile("(\\w+): ((?:[^,=\\[]|\\[[^\\]]*\\]+)+)(=[^,]+)?").matcher(list);
        while (parameter.find()) {
            parameters.add(new Parameter(parameter.group(1), parameter.group(2).strip(), parameter.group(3) != null));
        }
        return parameters;
    }

    /** Everything lies in one folder, whose name is free. */
    private static String folder(ZipFile archive) {
        return archive.stream().map(ZipEntry::getName).filter(name -> name.endsWith("/data.pkl"))
                .map(name -> name.substring(0, name.length() - "data.pkl".length()))
                .filter(name -> name.indexOf('/') == name.length() - 1)
                .findFirst().orElseThrow(() -> refused("there is no data.pkl in it"));
    }

    private static String start(ZipFile archive, String entry) throws IOException {
        try (InputStream in = archive.getInputStream(archive.getEntry(entry))) {
            return new String(in.readNBytes(ROOT_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private static String text(ZipFile archive, String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw refused("there is no " + name + " in it");
        }
        try (InputStream in = archive.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static PerchException refused(String why) {
        return new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The TorchScript file cannot be called: " + why,
                "trace or script the network with torch.jit so that its forward takes " + DICT + ", or the tensors input_ids,"
                        + " attention_mask and, if it reads them, token_type_ids");
    }
}
