package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** A {@code serving.properties} may name classes to load, so only those of the engine's own library may stand in it. */
final class ServingProperties {

    static final String NAME = "serving.properties";
    static final int MAX_BYTES = 64 * 1024;

    private static final Set<String> FACTORIES = Set.of("blockfactory", "translatorfactory", "translator");
    private static final Pattern CLASS_NAME = Pattern.compile("([\\p{L}_$][\\p{L}\\d_$]*\\.)+\\p{Lu}[\\p{L}\\d_$]*");
    private static final String ENGINE = "ai.djl.";

    private ServingProperties() {
    }

    static void check(byte[] content) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(content));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new PerchException(ErrorCode.PACKAGE_UNSAFE, NAME + " cannot be read: " + malformed.getMessage(),
                    "leave it out, or write key=value lines", malformed);
        }
        properties.stringPropertyNames().forEach(key -> check(key, properties.getProperty(key).strip()));
    }

    private static void check(String key, String value) {
        String name = key.strip().toLowerCase(Locale.ROOT);
        boolean namesCode = FACTORIES.contains(name) || (!name.equals("application") && CLASS_NAME.matcher(value).matches());
        if (namesCode && !value.startsWith(ENGINE)) {
            throw new PerchException(ErrorCode.PACKAGE_UNSAFE, NAME + " may only name classes that start with " + ENGINE
                    + ", but " + key + " is " + value, "leave the key out");
        }
    }
}
