package io.perch.model;

import io.perch.artifact.Fetcher;
import io.perch.artifact.IoWorkers;
import io.perch.artifact.UrlPolicy;
import io.perch.artifact.WorkDir;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.RunningTask;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.regex.Pattern;

/** Packages that a caller names by url: stage FETCH. */
@ApplicationScoped
class UrlSource {

    private final Fetcher fetcher;
    private final WorkDir workDir;
    private final IoWorkers io;
    private final ResourceGuard guard;
    private final Settings settings;

    UrlSource(Fetcher fetcher, WorkDir workDir, IoWorkers io, ResourceGuard guard, Settings settings) {
        this.fetcher = fetcher;
        this.workDir = workDir;
        this.io = io;
        this.guard = guard;
        this.settings = settings;
    }

    Uni<Arrived> bring(RunningTask task, RegisterWork work, Model model) {
        if (work.sha256() == null) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.HASH_MISSING, "Model content Hash code need to be"
                    + " provided when register via url. Please calculate sha 256 Hash code.",
                    "sha256sum the zip and send it as model_content_hash_value"));
        }
        UrlPolicy policy = UrlPolicy.finding(Pattern.compile(settings.get(MlSettings.TRUSTED_URL_REGEX)));
        return io.run(() -> {
            guard.check();
            return fetcher.fetch(URI.create(work.url()), policy, workDir.newPath(".zip"),
                    StageProgress.of(task, "FETCH", 0, RegisterTask.ARRIVED));
        }).map(zip -> new Arrived(model, zip, work.sha256(),
                "model_content_hash_value, and that the url serves the same zip"));
    }
}
