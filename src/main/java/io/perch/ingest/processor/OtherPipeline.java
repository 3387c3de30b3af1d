package io.perch.ingest.processor;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Runs another pipeline, as it is stored when the first document needs it. */
record OtherPipeline(String name, boolean ignoreMissing) implements Processor {

    static Processor read(Options options) {
        return new OtherPipeline(options.required("name"), options.bool("ignore_missing_pipeline", false));
    }

    @Override
    public String type() {
        return "pipeline";
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        if (run.depth() == 0) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.DOCUMENT_REFUSED,
                    "Cycle or too deep nesting detected for pipeline: " + name,
                    "pipelines call each other at most perch.ingest.max-depth deep"));
        }
        return run.pipelines().apply(name)
                .chain(found -> run(found, items, run));
    }

    private Uni<Void> run(Optional<Pipeline> found, List<Item> items, Run run) {
        if (found.isEmpty()) {
            return ignoreMissing ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(new PerchException(ErrorCode.PIPELINE_UNKNOWN,
                            "Pipeline processor configured for non-existent pipeline [" + name + "]", null));
        }
        List<String> outer = items.stream().map(item -> item.document().ingest().path("pipeline").asText(null)).toList();
        return found.get().run(items, run.deeper()).invoke(() -> {
            for (int i = 0; i < outer.size(); i++) {
                items.get(i).document().ingest().put("pipeline", outer.get(i));
            }
        });
    }
}
