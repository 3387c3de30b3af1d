package io.perch.artifact;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a fetch may read, and how much of it.
 *
 * @param urls      judges the url and each redirect
 * @param folders   that {@code file:} urls may read from
 * @param size      judges the bytes that are announced, and again those that come
 * @param announced bytes that are to come, as far as is known before the fetch, or -1
 */
public record Reach(UrlPolicy urls, OpenFolders folders, SizePolicy size, long announced) {

    /** @param hint what to do about a file outside of them */
    public record OpenFolders(List<Path> folders, String hint) {
    }

    /** Whatever lies below a root that the operator has chosen: {@code trusted_url_regex} is about urls of callers. */
    static Reach below(URI root, SizePolicy size) {
        List<Path> folders = Urls.isFile(root) ? List.of(FileSource.path(root)) : List.of();
        return new Reach(UrlPolicy.asSafeAs(root), new OpenFolders(folders,
                "the file itself, not a link to it, must be in the folder " + Urls.withoutSecrets(root)), size, -1);
    }

    public Reach announced(long bytes) {
        return new Reach(urls, folders, size, bytes);
    }

    public Reach sized(SizePolicy other) {
        return new Reach(urls, folders, other, announced);
    }
}
