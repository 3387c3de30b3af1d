package io.perch.model;

import io.smallrye.mutiny.Uni;

/** Hears of a model in the very transaction that deletes it: what belongs to it alone goes with it. */
public interface OnRemoved {

    Uni<Void> removed(Model model);
}
