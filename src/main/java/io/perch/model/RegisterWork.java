package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a REGISTER_MODEL task has to do.
 *
 * @param url      {@code null}: the package has been uploaded and is to be checked and sealed
 * @param newGroup the register made the group: a failed one takes it back
 */
@RegisterForReflection
record RegisterWork(String url, String sha256, RegisterRequest.DeployPlan deploy, boolean newGroup) {

    static RegisterWork sealUpload(String sha256) {
        return new RegisterWork(null, sha256, RegisterRequest.DeployPlan.NONE, false);
    }

    boolean uploaded() {
        return url == null;
    }
}
