package io.perch.connector.function;

import io.perch.base.PerchException;
import java.util.Map;

/** A script, ready to run; safe for all threads. */
@FunctionalInterface
public interface Scripted {

    /**
     * @param params what the script knows as {@code params}: maps, lists, texts, numbers, booleans, nulls
     * @return one of these too
     * @throws PerchException SCRIPT_FAILED with line and reason, also when it takes too many steps
     */
    Object run(Map<String, Object> params);
}
