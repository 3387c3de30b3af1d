package io.perch.artifact;

/** How large a file that is fetched may be; it throws what the caller is to be told. */
@FunctionalInterface
public interface SizePolicy {

    void check(long bytes);
}
