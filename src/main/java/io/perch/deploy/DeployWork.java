package io.perch.deploy;

/** What a DEPLOY_MODEL task carries; which model and which generation, the task itself says. */
record DeployWork(String why) {

    static final DeployWork ASKED = new DeployWork("asked");
}
