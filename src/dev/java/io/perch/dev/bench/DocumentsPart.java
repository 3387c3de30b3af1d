package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.ingest.BulkMarkdown;
import io.perch.dev.bench.ingest.BulkMeasuring;
import io.perch.dev.bench.ingest.BulkPlan;
import io.perch.dev.bench.ingest.BulkSample;
import io.perch.dev.bench.ingest.LongBulk;
import io.perch.dev.bench.ingest.RemoteMeasuring;
import io.perch.dev.bench.raw.RawProcess;
import io.perch.dev.bench.remote.VertxProcess;
import io.perch.dev.models.ModelPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What documents cost on their way through a pipeline into an index. */
final class DocumentsPart implements Part {

    private final BenchOptions options;
    private final BulkPlan plan;
    private final Console console;
    private final ResultFiles files;
    private final List<BulkSample> local = new ArrayList<>();
    private final List<RemoteMeasuring.Sample> remote = new ArrayList<>();
    private final List<LongBulk.Sample> streams = new ArrayList<>();

    DocumentsPart(BenchOptions options, Console console) {
        this.options = options;
        this.plan = options.quick() ? BulkPlan.quick() : BulkPlan.full();
        this.console = console;
        this.files = new ResultFiles(options.results());
    }

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public void measure(MeasuredServer server) {
        Subject subject = Subject.ONNX_FP32;
        ModelPackage zip = subject.pack().apply(options.models());
        try (RawProcess raw = RawProcess.start(subject, zip.zip(), options.plan().raw(),
                        options.kept().resolve("raw-engine.log"));
                ServedModel model = ServedModel.deploy(server.url(), subject, zip);
                VertxProcess service = VertxProcess.lateEmbedder(options.kept())) {
            local.addAll(new BulkMeasuring(plan, server.name(), server.url(), server.process(), server.openSearch(), console)
                    .measure(model.id(), zip.zip(), raw));
            remote.addAll(new RemoteMeasuring(plan, server.name(), server.url(), server.openSearch(), console)
                    .measure(service.url()));
        }
        streams.add(new LongBulk(server.name(), server.url(), server.process(), server.openSearch(), console)
                .measure(plan.megabytes()));
        files.write("documents.md", BulkMarkdown.of(local, remote, streams, ResultFiles.how(command()) + " " + plan.rounds()
                + " rounds of " + plan.bulks() + " bulks after " + plan.warmUp() + " bulks of warm-up."));
    }

    private String command() {
        return "./perch bench --documents" + (options.quick() ? " --quick" : "");
    }

    @Override
    public List<String> verdicts() {
        return BulkMarkdown.verdicts(local, remote, streams);
    }

    @Override
    public Path file() {
        return files.of("documents.md");
    }
}
