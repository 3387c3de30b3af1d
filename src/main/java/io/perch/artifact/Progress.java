package io.perch.artifact;

/** Hears how far something has come. Called often and from several threads, now and then out of order: it must be quick. */
@FunctionalInterface
public interface Progress {

    Progress UNHEARD = (done, total) -> {
    };

    /** @param total in the unit of {@code done} (bytes), or -1 while unknown */
    void moved(long done, long total);
}
