package io.perch.model;

import io.perch.artifact.IoWorkers;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.task.RunningTask;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Packages of the repository, by name and version: LIST, CONFIG, then FETCH. In between the model learns what it is. */
@ApplicationScoped
class PretrainedSource {

    private final PretrainedModels pretrained;
    private final IoWorkers io;
    private final ResourceGuard guard;
    private final Sealing sealing;

    PretrainedSource(PretrainedModels pretrained, IoWorkers io, ResourceGuard guard, Sealing sealing) {
        this.pretrained = pretrained;
        this.io = io;
        this.guard = guard;
        this.sealing = sealing;
    }

    Uni<Arrived> bring(RunningTask task, RegisterWork work, Model model) {
        return io.run(() -> card(task, work))
                .chain(card -> sealing.describe(model.id(), card.spec(), task.id())
                        .chain(described -> fetch(task, work.pretrained(), card, described)));
    }

    private PretrainedCard card(RunningTask task, RegisterWork work) throws Exception {
        guard.check();
        task.progress("LIST", 0);
        pretrained.requireListed(work.pretrained());
        task.progress("CONFIG", 1);
        PretrainedCard card = pretrained.card(work.pretrained());
        if (work.sha256() != null && !work.sha256().equals(card.sha256())) {
            throw new PerchException(ErrorCode.HASH_MISMATCH, "model content changed: its config.json says the SHA-256 "
                    + card.sha256() + ", but " + work.sha256() + " was given",
                    "leave model_content_hash_value out, or find out what changed the repository");
        }
        return card;
    }

    private Uni<Arrived> fetch(RunningTask task, PretrainedRef listed, PretrainedCard card, Model model) {
        return io.run(() -> pretrained.fetch(listed, card, StageProgress.of(task, "FETCH", 2, RegisterTask.ARRIVED)))
                .map(zip -> new Arrived(model, zip, card.sha256(),
                        "that the zip of the repository is the one that its config.json describes"));
    }
}
