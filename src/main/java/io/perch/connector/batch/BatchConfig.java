package io.perch.connector.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs on other services are followed. */
@ConfigMapping(prefix = "perch.batch")
public interface BatchConfig {

    /** A job that nobody asks for is asked about this often, by one replica. */
    @WithDefault("60s")
    Duration poll();

    /** How often a replica looks for jobs that are to be asked about. */
    @WithDefault("5s")
    Duration look();

    /** So many jobs a replica asks about at once. */
    @WithDefault("8")
    int atOnce();

    /** How long a service may take to say how a job stands, or to cancel it. */
    @WithDefault("20s")
    Duration patience();

    /** Bytes of what a service says of one job, all of which is kept with its task. */
    @WithDefault("100000")
    int maxJobSize();
}
