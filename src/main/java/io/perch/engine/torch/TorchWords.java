package io.perch.engine.torch;

import java.util.List;

/** What libtorch says of a failure, without the C++ and TorchScript frames around it. */
final class TorchWords {

    private static final int ENOUGH = 600;

    /** With these begins what is about code: libtorch's own, or the model's. */
    private static final List<String> FRAMES =
            List.of("Exception raised from", "frame #", "File \"code/", ":", "Serialized   File");

    private TorchWords() {
    }

    /** A failed run ends in the reason ("RuntimeError: …"), a failed load begins with it. */
    static String of(Throwable failure) {
        List<String> lines = String.valueOf(failure.getMessage()).lines()
                .map(String::strip).filter(line -> !line.isEmpty()).toList();
        int reason = -1;
        for (int i = 0; i < lines.size(); i++) {
            reason = lines.get(i).startsWith("RuntimeError:") || lines.get(i).startsWith("torch.jit.Error:") ? i : reason;
        }
        String words = reason < 0 ? beginning(lines)
                : lines.get(reason).substring(lines.get(reason).indexOf(':') + 1) + " "
                        + beginning(lines.subList(reason + 1, lines.size()));
        return words.length() > ENOUGH ? words.substring(0, ENOUGH) + "…" : words.strip();
    }

    private static String beginning(List<String> lines) {
        return String.join(" ", lines.stream().takeWhile(line -> FRAMES.stream().noneMatch(line::startsWith)).toList());
    }
}
