package io.perch.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSearch's spelling of sizes: {@code 5gb} and {@code 5g} are 5 × 2³⁰ bytes. */
final class ByteSize {

    private static final Pattern SPELLING = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) *(b|k|kb|m|mb|g|gb|t|tb|p|pb)");
    private static final Map<Character, Integer> POWERS = Map.of('b', 0, 'k', 1, 'm', 2, 'g', 3, 't', 4, 'p', 5);

    private ByteSize() {
    }

    /** Empty when {@code text} is no size. {@code -1} and {@code 0} need no unit. */
    static Optional<Long> read(String text) {
        String size = text.strip().toLowerCase(Locale.ROOT);
        if (size.equals("-1") || size.equals("0")) {
            return Optional.of(Long.valueOf(size));
        }
        Matcher spelling = SPELLING.matcher(size);
        if (!spelling.matches()) {
            return Optional.empty();
        }
        int power = POWERS.get(spelling.group(2).charAt(0));
        double bytes = Double.parseDouble(spelling.group(1)) * Math.pow(1024, power);
        return bytes > Long.MAX_VALUE ? Optional.empty() : Optional.of((long) bytes);
    }
}
