package io.perch.predict.guard;

import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A streamed answer that nobody sees before its end. */
final class WholeAnswer {

    private final int most;
    private final List<Delta> deltas = new ArrayList<>();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private long length;

    WholeAnswer(int most) {
        this.most = most;
    }

    /** Throws {@link Unevaluated} when the answer gets too long. */
    void add(Delta delta) {
        deltas.add(delta);
        Passages.of(delta).forEach((path, text) -> texts.computeIfAbsent(path, first -> new StringBuilder()).append(text));
        length += delta.content().length() + (delta.event() == null ? 0 : delta.event().length());
        if (length > most) {
            throw Unevaluated.broken("the streamed answer is longer than " + most + " characters",
                    "ask for the whole answer, or raise perch.guard.max-held-back");
        }
    }

    List<Delta> deltas() {
        return deltas;
    }

    List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        texts.forEach((path, text) -> Passages.add(path, text.toString(), passages));
        return passages;
    }
}
