package io.perch.model;

import io.smallrye.mutiny.Uni;

/** Hears of a model in the very transaction that makes it REGISTERED. How {@code ?deploy=true} survives any crash. */
public interface OnRegistered {

    Uni<Void> registered(Model model, RegisterRequest.DeployPlan deploy);
}
