package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pretrained model by its name, which tells upper from lower case, and its version, in lower case; and where below a root
 * R its files are, as the original lays them out.
 */
@RegisterForReflection
record PretrainedRef(String name, String version, ModelFormat format) {

    private static final Pattern NOT_PLAIN = Pattern.compile("(^|/)\\.{0,2}(/|$)|[\\\\\\p{Cntrl}]");

    static PretrainedRef of(String name, String version, ModelFormat format) {
        return new PretrainedRef(name, version.toLowerCase(Locale.ROOT), format);
    }

    /** {@code R/model_listing/pre_trained_models.json}. */
    static URI listing(URI root) {
        return below(root, "model_listing/pre_trained_models.json");
    }

    /** {@code R/name/version/format/config.json}. */
    URI config(URI root) {
        return below(root, folder() + "config.json");
    }

    /**
     * {@code R/name/version/format/short-version-format.zip}; short is the name from its first slash on, with {@code _} for the
     * others.
     */
    URI zip(URI root) {
        String shortName = name.substring(name.indexOf('/') + 1).replace('/', '_');
        return below(root, folder() + shortName + "-" + version + "-" + formatName() + ".zip");
    }

    /** As listings and paths write it. */
    String formatName() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** Whether name and version lead nowhere but down: no empty step, no {@code ..}. */
    boolean isPlain() {
        return !NOT_PLAIN.matcher(name).find() && !NOT_PLAIN.matcher(version).find() && !version.contains("/");
    }

    private String folder() {
        return name + "/" + version + "/" + formatName() + "/";
    }

    private static URI below(URI root, String path) {
        try {
            String start = root.toString().replaceFirst("/+$", "");
            return URI.create(start + new URI(null, null, "/" + path, null).toASCIIString());
        } catch (URISyntaxException impossible) {
            throw new AssertionError("a path that is quoted can be read", impossible);
        }
    }
}
