package io.perch.engine.function;

import io.perch.model.PoolingMode;
import java.util.List;

/** Which output of a network the embedding is made of. */
enum EmbeddingSource {

    /** ONNX: the first output; unpooled, the second if there is one, where exports put what the network pooled itself. */
    BY_POSITION {
        @Override
        int of(List<String> names, PoolingMode pooling) {
            return pooling == PoolingMode.NONE && names.size() > 1 ? 1 : 0;
        }
    },

    /** TorchScript, whose outputs may be members of a dict in any order. Without a known name as {@link #BY_POSITION}. */
    BY_NAME {
        @Override
        int of(List<String> names, PoolingMode pooling) {
            List<String> wanted = pooling == PoolingMode.NONE
                    ? List.of(SentenceVector.TENSOR, "pooler_output") : List.of("last_hidden_state", TOKEN_VECTORS);
            return wanted.stream().filter(names::contains).findFirst().map(names::indexOf)
                    .orElseGet(() -> BY_POSITION.of(names, pooling));
        }
    };

    static final String TOKEN_VECTORS = "token_embeddings";

    /** Its position. */
    abstract int of(List<String> names, PoolingMode pooling);
}
