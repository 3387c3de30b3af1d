package io.perch.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.model.RegisterRequest.Spec;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the config.json beside a pretrained model says of it. Its word counts, not the request's.
 *
 * @param sha256 of the zip, lower-case hex
 * @param bytes  of the zip, or -1 when it does not say
 */
record PretrainedCard(Spec spec, String sha256, long bytes) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Throws PRETRAINED_UNREADABLE. {@code asked} is the format where the file names none. */
    static PretrainedCard read(PretrainedDocument document, ModelFormat asked, ModelConfigReader configs) {
        if (!(document.json() instanceof ObjectNode object)) {
            throw document.unreadable("it is no object");
        }
        FunctionName function = function(document);
        ModelFormat format = choice(document, "model_format", ModelFormat::read).orElse(asked);
        return new PretrainedCard(new Spec(function, format, config(document, object, function, configs)), sha256(document),
                object.path("model_content_size_in_bytes").asLong(-1));
    }

    /** Older files say it under another name. */
    private static FunctionName function(PretrainedDocument document) {
        FunctionName function = choice(document, "function_name", FunctionName::read)
                .or(() -> choice(document, "model_task_type", FunctionName::read))
                .orElse(FunctionName.TEXT_EMBEDDING);
        if (!function.isLocal()) {
            throw document.unreadable("it describes a " + function + " model, which has no package");
        }
        return function;
    }

    private static ModelConfig config(PretrainedDocument document, ObjectNode object, FunctionName function,
            ModelConfigReader configs) {
        try {
            return configs.read(object, function);
        } catch (PerchException faulty) {
            throw document.unreadable(faulty.reason());
        }
    }

    private static String sha256(PretrainedDocument document) {
        String hash = document.text("model_content_hash_value");
        if (hash == null || !SHA256.matcher(hash.toLowerCase(Locale.ROOT)).matches()) {
            throw document.unreadable("model_content_hash_value is " + (hash == null ? "missing" : "no SHA-256 in hex"));
        }
        return hash.toLowerCase(Locale.ROOT);
    }

    private static <T> Optional<T> choice(PretrainedDocument document, String member, Function<String, Optional<T>> read) {
        return Optional.ofNullable(document.text(member)).map(text -> read.apply(text).orElseThrow(() ->
                document.unreadable("[" + text + "] is no " + member + " that Perch knows")));
    }
}
