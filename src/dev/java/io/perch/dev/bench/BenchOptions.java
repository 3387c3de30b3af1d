package io.perch.dev.bench;

import io.perch.dev.Ports;
import io.perch.dev.Site;
import io.perch.dev.StartFailed;
import io.perch.dev.TestServerFolders;
import io.perch.dev.bench.cases.Subject;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code ./perch bench} was asked for.
 *
 * @param executable measure the native executable too
 * @param quick      few cells, short
 * @param subjects   the models to measure
 * @param project    the checkout
 */
record BenchOptions(boolean executable, boolean quick, List<Subject> subjects, Path project) {

    /** Fails with {@link StartFailed}, naming the word that it does not understand. */
    static BenchOptions read(List<String> words, Path project) {
        List<Subject> subjects = Subject.ALL;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "--native", "--quick" -> { }
                case "--model" -> subjects = List.of(Subject.named(rest.hasNext() ? rest.next() : ""));
                case String unknown ->
                    throw new StartFailed("'bench' knows no '" + unknown + "'; './perch help' lists what there is.");
            }
        }
        return new BenchOptions(words.contains("--native"), words.contains("--quick"), subjects, project);
    }

    Plan plan() {
        return quick ? Plan.quick() : Plan.full();
    }

    /** Hasty figures do not overwrite good ones, nor do those of one model the table of all. */
    Path results() {
        return project.resolve(quick || !subjects.equals(Subject.ALL) ? "target/bench" : "bench/results");
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
