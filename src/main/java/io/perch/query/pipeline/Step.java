package io.perch.query.pipeline;

import io.perch.base.Failures;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * A processor in its pipeline.
 *
 * @param tag {@code null} for none
 */
public record Step<P>(P processor, String type, String tag, boolean ignoreFailure) {

    private static final Logger LOG = Logger.getLogger(Step.class);

    /** The outcome of {@code work}, or {@code before} when it fails and that may be ignored. */
    <T> Uni<T> guarded(T before, Uni<T> work) {
        return ignoreFailure ? work.onFailure().recoverWithItem(failure -> {
            LOG.debugf("Ignored in a search pipeline: %s [%s]: %s", type, tag, Failures.words(failure));
            return before;
        }) : work;
    }
}
