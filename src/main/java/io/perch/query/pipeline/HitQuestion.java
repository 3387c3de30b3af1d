package io.perch.query.pipeline;

import io.perch.ingest.asking.Ask;
import java.util.List;

/** What a model is asked for some hits together. */
record HitQuestion(Mapping mapping, List<Hit> hits, Ask ask) {
}
