package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.model.RateLimit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads a rate limit: {@code limit}, a number of requests or the text of one, and {@code unit}, of which there is one each. */
final class RateLimitBody {

    private static final String LIMIT = "limit";
    private static final String UNIT = "unit";
    private static final int LONGEST = 32;
    private static final int FINEST = 9;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private final BigDecimal limit;
    private final TimeUnit unit;

    private RateLimitBody(Fields fields) {
        this.limit = fields.choice(LIMIT, RateLimitBody::limit, text -> "Limit field must be a positive number."
                + " It is " + text + ", and up to " + MOST.toPlainString() + " with " + FINEST + " decimals are taken;"
                + " 0 lets none through");
        this.unit = fields.choice(UNIT, RateLimitBody::unit, text -> "Unit field must be one of " + units()
                + ", but it is " + text);
    }

    /** {@code null} when nothing is said, or not enough. */
    static RateLimit read(Fields fields, String name) {
        Fields given = fields.object(name);
        if (given == null) {
            return null;
        }
        RateLimitBody body = new RateLimitBody(given);
        if (!given.has(LIMIT) || !given.has(UNIT)) {
            given.fault(missing(given.has(LIMIT) ? UNIT : LIMIT, name));
        }
        return body.limit == null || body.unit == null ? null : new RateLimit(body.limit, body.unit);
    }

    /** Members that are not there stay; {@code null} takes the limit away. {@code null} when nothing is said. */
    static UnaryOperator<RateLimit> change(Fields fields, String name) {
        if (!fields.says(name)) {
            return null;
        }
        Fields given = fields.object(name);
        if (given == null) {
            return stored -> null;
        }
        RateLimitBody body = new RateLimitBody(given);
        return stored -> body.merged(stored, name);
    }

    private RateLimit merged(RateLimit stored, String name) {
        BigDecimal newLimit = limit == null && stored != null ? stored.limit() : limit;
        TimeUnit newUnit = unit == null && stored != null ? stored.unit() : unit;
        if (newLimit == null || newUnit == null) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, missing(newLimit == null ? LIMIT : UNIT, name), null).about(name);
        }
        return new RateLimit(newLimit, newUnit);
    }

    private static String missing(String member, String name) {
        return name + " has no " + member + ": it takes both, limit and unit";
    }

    private static Optional<BigDecimal> limit(String text) {
        try {
            return text.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(text.strip()))
                    .filter(limit -> limit.signum() >= 0 && limit.compareTo(MOST) <= 0)
                    .filter(limit -> Math.abs(limit.scale()) <= FINEST + MOST.precision())
                    .filter(limit -> limit.stripTrailingZeros().scale() <= FINEST)
                    .map(RateLimitBody::plain);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static BigDecimal plain(BigDecimal limit) {
        BigDecimal stripped = limit.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Optional<TimeUnit> unit(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(TimeUnit.values()).filter(unit -> unit.name().equals(name)).findFirst();
    }

    private static String units() {
        return Arrays.stream(TimeUnit.values()).map(TimeUnit::name).collect(Collectors.joining(", "));
    }
}
