/**
 * Rewrites an ONNX graph so that ONNX Runtime runs it faster: several operators of a BERT become one of its own
 * ({@code com.microsoft}). ONNX Runtime does the same by itself only where it knows every shape, which it does not
 * for the usual exports: there {@code Reshape} takes its shape from the graph.
 *
 * <p>Bottom up: {@link io.perch.engine.fusion.Message} and {@link io.perch.engine.fusion.Rope} are protobuf,
 * {@link io.perch.engine.fusion.Graph} is the network, {@link io.perch.engine.fusion.LayerNorm},
 * {@link io.perch.engine.fusion.Heads} and {@link io.perch.engine.fusion.AttentionMask} recognise parts of it,
 * {@link io.perch.engine.fusion.Attentions}, {@link io.perch.engine.fusion.SkipLayerNorms} and
 * {@link io.perch.engine.fusion.Embeddings} replace them, and {@link io.perch.engine.fusion.FusedGraph} is the way in.
 */
package io.perch.engine.fusion;
