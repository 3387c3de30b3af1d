package io.perch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersIndicesTest {

    private final CallersIndices open = new CallersIndices(new Config(List.of("*"), List.of("perch-*", ".*")));
    private final CallersIndices narrow = new CallersIndices(new Config(List.of("docs", "log-*"), List.of("log-secret")));

    @Test
    void whatIsNotForbiddenMayBeWritten() {
        open.requireWritable("docs");
        open.requireWritable("My.index-2_x");
        narrow.requireWritable("log-2026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"perch-chunks", ".plugins-ml-model", ".x"})
    void perchsOwnAndHiddenOnesMayNot(String index) {
        refused(() -> open.requireWritable(index), ErrorCode.INDEX_FORBIDDEN);
        refused(() -> open.searchable("docs," + index), ErrorCode.INDEX_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs2", "log-secret", "lo"})
    void norWhatIsNotAllowed(String index) {
        refused(() -> narrow.requireWritable(index), ErrorCode.INDEX_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_doc", "-x", "a,b", "a*", "a/b", "..%2f a", "a?b", "other:docs", "<docs-{now}>"})
    void whatIsNoNameIsRefused(String index) {
        refused(() -> open.requireWritable(index), ErrorCode.INDEX_NAME_INVALID);
    }

    @Test
    void whatMayNotBeSeenIsTakenOutOfWildcards() {
        assertThat(open.searchable(null)).isEqualTo("*,-perch-*,-.*");
        assertThat(open.searchable("_all")).isEqualTo("*,-perch-*,-.*");
        assertThat(open.searchable("docs,log-*,-log-1")).isEqualTo("docs,log-*,-log-1,-perch-*,-.*");
        assertThat(open.searchable("docs")).isEqualTo("docs");
        assertThat(narrow.searchable("*")).isEqualTo("docs,log-*,-log-secret");
    }

    @Test
    void aWildcardDoesNotGoBeyondWhatIsAllowed() {
        assertThat(narrow.searchable("log-2*")).isEqualTo("log-2*,-log-secret");
        refused(() -> narrow.searchable("l*"), ErrorCode.INDEX_FORBIDDEN);
        refused(() -> open.searchable("other:*"), ErrorCode.INDEX_NAME_INVALID);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PerchException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    record Config(List<String> allowed, List<String> forbidden) implements IndexConfig {
        @Override
        public Duration patience() {
            return Duration.ZERO;
        }
    }
}
