package io.perch.dev.bench.remote;

/** What the instant answerer says, for it and for whoever checks it. */
final class InstantAnswer {

    static final String SAID = "Perches are small freshwater fish with spiny fins that hunt in loose shoals, mostly by day.";

    /** As long as such an answer is with all the members that services send. */
    static final String TEXT = """
            {"id":"chatcmpl-BPkJvQ7n2mXr5sTzLw8yHc4dE","object":"chat.completion","created":1700000000,"model":"instant",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":41,"completion_tokens":21,"total_tokens":62,\
            "prompt_tokens_details":{"cached_tokens":0}},"service_tier":"default","system_fingerprint":"fp_44709d6fcb"}"""
            .formatted(SAID);

    static final String FIRST_EVENT = """
            data: {"id":"chatcmpl-idle","object":"chat.completion.chunk","created":1700000000,"model":"instant",\
            "choices":[{"index":0,"delta":{"role":"assistant","content":"Perches"},"finish_reason":null}]}

            """;

    private InstantAnswer() {
    }
}
