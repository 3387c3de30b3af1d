package io.perch.dev.bench;

import io.perch.dev.Ports;
import io.perch.dev.Site;
import io.perch.dev.StartFailed;
import io.perch.dev.TestServerFolders;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.remote.ChatPlan;
import io.perch.dev.bench.stream.StreamFacts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What {@code ./perch bench} was asked for.
 *
 * @param executable measure the native executable too
 * @param quick      few cells, short
 * @param measured   in the order of the enum
 * @param subjects   the models to measure
 * @param project    the checkout
 */
record BenchOptions(boolean executable, boolean quick, Set<Measured> measured, List<Subject> subjects, Path project) {

    /** Fails with {@link StartFailed}, naming the word that it does not understand. */
    static BenchOptions read(List<String> words, Path project) {
        List<Subject> subjects = Subject.ALL;
        EnumSet<Measured> measured = EnumSet.noneOf(Measured.class);
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "--native", "--quick" -> { }
                case "--remote" -> measured.add(Measured.CHATS);
                case "--streams" -> measured.add(Measured.STREAMS);
                case "--gate" -> measured.add(Measured.GATES);
                case "--documents" -> measured.add(Measured.DOCUMENTS);
                case "--model" -> {
                    measured.add(Measured.MODELS);
                    subjects = List.of(Subject.named(rest.hasNext() ? rest.next() : ""));
                }
                case String unknown ->
                    throw new StartFailed("'bench' knows no '" + unknown + "'; './perch help' lists what there is.");
            }
        }
        return new BenchOptions(words.contains("--native"), words.contains("--quick"),
                measured.isEmpty() ? EnumSet.allOf(Measured.class) : measured, subjects, project);
    }

    Plan plan() {
        return quick ? Plan.quick() : Plan.full();
    }

    ChatPlan chatPlan() {
        return quick ? ChatPlan.quick() : ChatPlan.full();
    }

    /** How many are to be open at once. */
    int streams() {
        return quick ? StreamFacts.WANTED / 10 : StreamFacts.WANTED;
    }

    /** Hasty figures do not overwrite good ones. */
    Path results() {
        return results(quick);
    }

    /** Nor do those of one model the table of all. */
    Path modelResults() {
        return results(quick || !subjects.equals(Subject.ALL));
    }

    private Path results(boolean passing) {
        return project.resolve(passing ? "target/bench" : "bench/results");
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
