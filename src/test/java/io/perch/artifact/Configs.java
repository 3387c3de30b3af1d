package io.perch.artifact;

import io.perch.search.SearchConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as the container would read it: the real defaults, and what the test sets. */
public final class Configs {

    private Configs() {
    }

    public static ArtifactConfig artifact(Map<String, String> set) {
        return read(ArtifactConfig.class, set);
    }

    static SearchConfig search(String url) {
        return read(SearchConfig.class, Map.of("perch.opensearch.url", url));
    }

    public static <T> T read(Class<T> type, Map<String, String> set) {
        return new SmallRyeConfigBuilder().withMapping(type).addDiscoveredConverters().addSystemSources()
                .addDefaultInterceptors().withDefaultValues(set).build().getConfigMapping(type);
    }
}
