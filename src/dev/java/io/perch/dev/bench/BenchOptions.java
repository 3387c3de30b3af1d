package io.perch.dev.bench;

import io.perch.dev.Ports;
import io.perch.dev.Site;
import io.perch.dev.StartFailed;
import io.perch.dev.TestServerFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What {@code ./perch bench} was asked for.
 *
 * @param executable measure the native executable too
 * @param quick      few cells, short
 * @param project    the checkout
 */
record BenchOptions(boolean executable, boolean quick, Path project) {

    /** Fails with {@link StartFailed}, naming the word that it does not understand. */
    static BenchOptions read(List<String> words, Path project) {
        for (String word : words) {
            if (!Set.of("--native", "--quick").contains(word)) {
                throw new StartFailed("'bench' knows no '" + word + "'; './perch help' lists what there is.");
            }
        }
        return new BenchOptions(words.contains("--native"), words.contains("--quick"), project);
    }

    Plan plan() {
        return quick ? Plan.quick() : Plan.full();
    }

    /** Hasty figures do not overwrite good ones. */
    Path results() {
        return project.resolve(quick ? "target/bench" : "bench/results");
    }

    Path kept() {
        return project.resolve(".perch/bench");
    }

    Path models() {
        return project.resolve(".perch/models");
    }

    /** A house of its own: empty databases, free ports, gone afterwards. */
    Site site(boolean ofExecutable) {
        return new Site(TestServerFolders.ofThisJvm(kept()), models(), project.resolve("target"), ofExecutable, false,
                Ports.free(), Ports.free(), Ports.free());
    }
}
