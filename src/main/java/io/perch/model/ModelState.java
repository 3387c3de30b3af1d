package io.perch.model;

/**
 * Where a model stands, by ML Commons's names. The first four are stored; DEPLOYING, DEPLOYED and PARTIALLY_DEPLOYED are
 * computed from what replicas hold.
 */
public enum ModelState {
    REGISTERING, REGISTERED, UNDEPLOYED, DEPLOY_FAILED, DEPLOYING, DEPLOYED, PARTIALLY_DEPLOYED
}
