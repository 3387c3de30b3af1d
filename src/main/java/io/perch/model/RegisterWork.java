package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a REGISTER_MODEL task has to do. With neither {@code url} nor {@code pretrained} the package has been uploaded and is to
 * be checked and sealed.
 *
 * @param sha256   that the caller promised; {@code null} where he did not
 * @param newGroup the register made the group: a failed one takes it back
 */
@RegisterForReflection
record RegisterWork(String url, PretrainedRef pretrained, String sha256, RegisterRequest.DeployPlan deploy, boolean newGroup) {

    static RegisterWork fetch(RegisterRequest.ModelSource.Url from, RegisterRequest.DeployPlan deploy, boolean newGroup) {
        return new RegisterWork(from.url().toString(), null, from.sha256(), deploy, newGroup);
    }

    static RegisterWork lookUp(PretrainedRef model, String sha256, RegisterRequest.DeployPlan deploy, boolean newGroup) {
        return new RegisterWork(null, model, sha256, deploy, newGroup);
    }

    static RegisterWork sealUpload(String sha256) {
        return new RegisterWork(null, null, sha256, RegisterRequest.DeployPlan.NONE, false);
    }

    boolean uploaded() {
        return url == null && pretrained == null;
    }
}
