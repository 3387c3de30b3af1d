package io.perch.predict.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on guardrails. */
@ConfigMapping(prefix = "perch.guard")
public interface GuardConfig {

    /** What becomes of a text that a guardrail could not be held against. */
    enum Unevaluated { REFUSE, ACCEPT }

    @WithDefault("refuse")
    Unevaluated whenUnevaluated();

    /** How often changes of a list of stop words are looked for, while somebody asks its models. */
    @WithDefault("1s")
    Duration stopWordsCheck();

    /** Stop words that could not be looked at for so long are not relied on. */
    @WithDefault("30s")
    Duration stopWordsStale();

    /** How long OpenSearch may take to give the stop words, or to hold a text against stored queries. */
    @WithDefault("5s")
    Duration stopWordsTimeout();

    /** Documents of one list. */
    @WithDefault("100000")
    int maxStopWords();

    /** How long a model that judges may take. */
    @WithDefault("60s")
    Duration judgeTimeout();

    /** Characters of a request or an answer, all its texts together. */
    @WithDefault("10000000")
    int maxText();

    /** Texts of up to so many characters are looked at where they come in, longer ones on a worker. */
    @WithDefault("8192")
    int inlineText();

    /** Characters of a streamed answer that are held back, so that what spans several pieces is found before it leaves. */
    @WithDefault("256")
    int holdBack();

    /** Characters held back for a guardrail that has to see the whole of a streamed answer. */
    @WithDefault("1000000")
    int maxHeldBack();
}
