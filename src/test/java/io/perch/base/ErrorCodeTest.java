package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    private static final Pattern ENTRY = Pattern.compile("^### (\\w+)\\n(\\d{3}) `(\\w+)`\\. .+", Pattern.MULTILINE);

    @Test
    void theManualHasAnEntryForEachCodeWithItsStatusAndType() throws Exception {
        String manual = Files.readString(Path.of("docs/errors.md"));

        List<String> entries = ENTRY.matcher(manual).results().map(ErrorCodeTest::entry).toList();

        assertThat(entries).containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                .map(code -> code.name() + " " + code.status() + " " + code.type()).toList());
    }

    private static String entry(MatchResult found) {
        return found.group(1) + " " + found.group(2) + " " + found.group(3);
    }
}
