package io.perch.engine.fusion;

/** How many of each a graph had. */
public record Fusions(int attentions, int skipLayerNorms, int embeddings) {

    boolean none() {
        return attentions + skipLayerNorms + embeddings == 0;
    }
}
