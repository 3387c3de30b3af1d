package io.perch.deploy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a DEPLOY_MODEL task carries; which model and which generation, the task itself says. */
@RegisterForReflection
record DeployWork(String why) {

    static final DeployWork ASKED = new DeployWork("asked");
}
