package io.perch.deploy;

import io.perch.model.Model;
import io.perch.model.OnRegistered;
import io.perch.model.RegisterRequest.DeployPlan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code POST models/_register?deploy=true}. */
@ApplicationScoped
class DeployAfterRegister implements OnRegistered {

    private final Deploys deploys;

    DeployAfterRegister(Deploys deploys) {
        this.deploys = deploys;
    }

    @Override
    public Uni<Void> registered(Model model, DeployPlan deploy) {
        return deploy.afterRegister() ? deploys.want(model, deploy.nodeIds()).replaceWithVoid() : Uni.createFrom().voidItem();
    }
}
