package io.perch.dev.bench.raw;

import io.perch.dev.bench.cases.Subject.RawKind;
import java.util.List;

/** An engine without Perch: nothing but its own call. */
interface RawNetwork extends AutoCloseable {

    /** @param texts token ids, all of one length */
    RawBatch batch(List<long[]> texts);

    @Override
    void close();

    static RawNetwork open(RawKind kind, byte[] model) {
        return switch (kind) {
            case ONNX -> OnnxNetwork.open(model);
            case TORCH_SCRIPT -> TorchNetwork.open(model);
        };
    }

    /** Inputs that lie ready in direct memory. */
    interface RawBatch {

        /** Creates the tensors, runs the network on the calling thread, lets go of the outputs unread. */
        void run();
    }
}
