package io.perch.model;

import io.perch.artifact.Fetched;
import io.perch.artifact.Fetcher;
import io.perch.artifact.Progress;
import io.perch.artifact.Reach;
import io.perch.artifact.WorkDir;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.function.UnaryOperator;

/**
 * The repository of pretrained models at {@code perch.pretrained.root}: a listing, and for each model a config.json and a zip.
 * Its methods block: call them on {@link io.perch.artifact.IoWorkers}.
 */
@ApplicationScoped
class PretrainedModels {

    private final PretrainedConfig config;
    private final Fetcher fetcher;
    private final WorkDir workDir;
    private final ModelConfigReader configs;

    PretrainedModels(PretrainedConfig config, Fetcher fetcher, WorkDir workDir, ModelConfigReader configs) {
        this.config = config;
        this.fetcher = fetcher;
        this.workDir = workDir;
        this.configs = configs;
    }

    /** Does not block. Throws PRETRAINED_OFF. */
    URI root() {
        return config.root().orElseThrow(() -> new PerchException(ErrorCode.PRETRAINED_OFF,
                "Pretrained models are switched off here: perch.pretrained.root is empty",
                "register the model by its url; an operator can name a repository or a folder that mirrors one"));
    }

    /** Throws PRETRAINED_NOT_LISTED, PRETRAINED_UNREADABLE, FETCH_FAILED. */
    void requireListed(PretrainedRef wanted) throws InterruptedException, IOException {
        PretrainedListing.read(document(PretrainedRef.listing(root()))).require(wanted);
    }

    /** Of a model that is listed. Throws PRETRAINED_UNREADABLE, FETCH_FAILED. */
    PretrainedCard card(PretrainedRef listed) throws InterruptedException, IOException {
        return PretrainedCard.read(document(listed.config(root())), listed.format(), configs);
    }

    /** The hash is for the caller to compare. Throws FETCH_FAILED, MODEL_TOO_BIG, DISK_SHORT. */
    Fetched fetch(PretrainedRef listed, PretrainedCard card, Progress progress) throws InterruptedException, IOException {
        return fetch(listed.zip(root()), reach -> reach.announced(card.bytes()), ".zip", progress);
    }

    private PretrainedDocument document(URI url) throws InterruptedException, IOException {
        try (Fetched file = fetch(url, reach -> reach.sized(bytes -> bound(url, bytes)), ".json", Progress.UNHEARD)) {
            return PretrainedDocument.read(url, Files.readAllBytes(file.file()));
        }
    }

    private void bound(URI url, long bytes) {
        long most = config.maxDocumentSize().asLongValue();
        if (bytes > most) {
            throw PretrainedDocument.unreadable(url, "it has " + bytes + " bytes, perch.pretrained.max-document-size is " + most,
                    null);
        }
    }

    private Fetched fetch(URI url, UnaryOperator<Reach> reach, String suffix, Progress progress)
            throws InterruptedException, IOException {
        try {
            return fetcher.fetch(url, reach.apply(fetcher.below(root())), workDir.newPath(suffix), progress);
        } catch (PerchException failure) {
            throw unreached(failure);
        }
    }

    /** What callers read of their own urls would not help here: the root is the operator's. */
    private static PerchException unreached(PerchException failure) {
        boolean unread = failure.code() == ErrorCode.FETCH_FAILED || failure.code() == ErrorCode.URL_NOT_TRUSTED;
        return !unread ? failure : new PerchException(failure.code(), failure.reason(), "see that Perch can read what"
                + " perch.pretrained.root names, or let it name a folder that mirrors it (docs/pretrained.md); then register"
                + " again", failure);
    }
}
