package io.perch.dev.bench;

import java.nio.file.Path;
import java.util.List;

/** Something that is measured, on a server of its own each time, and has result files of its own. */
interface Part {

    /** For a title. */
    String name();

    /** Takes its figures of one more server, and writes those that there are by now: of a run that fails late they stay. */
    void measure(MeasuredServer server);

    /** One line per goal: reached or missed. */
    List<String> verdicts();

    /** What it wrote for people. */
    Path file();
}
