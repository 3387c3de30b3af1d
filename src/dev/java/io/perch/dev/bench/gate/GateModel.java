package io.perch.dev.bench.gate;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.bench.remote.ChatModel;
import java.util.Random;

/** A chat model with nothing before it, and one with all there is: the same patterns, words and schema in every run. */
record GateModel(ChatModel open, ChatModel gated) {

    static final int WORDS = 10_000;
    private static final int LETTERS = 9;
    private static final long SEED = 5;
    private static final String INDEX = "/bench-stop-words";

    /** None of them is in what is asked, so that all are looked for. */
    private static final String PATTERNS = """
            [".*abort.*", ".*self.?harm.*", "(?i)\\\\bpassword\\\\s*[:=]",
             "\\\\b\\\\d{4}-\\\\d{4}-\\\\d{4}-\\\\d{4}\\\\b",
             "\\\\b[A-Z]{2}\\\\d{2}[A-Z0-9]{11,30}\\\\b", "\\\\bAKIA[0-9A-Z]{16}\\\\b", "\\\\bsk-[A-Za-z0-9]{20,}",
             ".*ignore (all|any) previous.*",
             "-----BEGIN [A-Z ]*PRIVATE KEY-----", "\\\\b\\\\d{3}-\\\\d{2}-\\\\d{4}\\\\b", "\\\\bxox[baprs]-",
             ".*jailbreak.*", "(kill|murder) (him|her|them)",
             "\\\\beyJ[A-Za-z0-9_-]{10,}\\\\.", "<script[^>]*>", "(?i)drop\\\\s+table", ".*confidential.*",
             "@[a-z]+\\\\.internal", "\\\\bghp_[A-Za-z0-9]{36}",
             "[0-9a-f]{64}"]""";

    /** Registered over HTTP. Fails with {@link io.perch.dev.CallFailed}. */
    static GateModel register(String perch, String openSearch, ChatModel open) {
        stopWords(new PerchApi(openSearch, Console.silent()));
        PerchApi api = new PerchApi(perch, Console.silent());
        String connector = api.quietly("GET", "/_plugins/_ml/models/" + open.id(), "").path("connector_id").asText();
        return new GateModel(open, new ChatModel(api.quietly("POST", "/_plugins/_ml/models/_register", """
                {"name": "bench gate", "function_name": "remote", "connector_id": "%s", "interface": {"input": %s},
                 "guardrails": {"type": "local_regex", "input_guardrail": {"regex": %s,
                   "stop_words": [{"index_name": "%s", "source_fields": ["word"]}]}}}
                """.formatted(connector, GateSchema.TEXT, PATTERNS, INDEX.substring(1))).path("model_id").asText()));
    }

    private static void stopWords(PerchApi openSearch) {
        openSearch.quietly("PUT", INDEX, "{\"mappings\": {\"properties\": {\"word\": {\"type\": \"text\"}}}}");
        Random random = new Random(SEED);
        StringBuilder bulk = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            bulk.append("{\"index\":{}}\n{\"word\":\"").append(word(random)).append("\"}\n");
        }
        openSearch.quietly("POST", INDEX + "/_bulk?refresh=true", bulk.toString());
    }

    private static String word(Random random) {
        return random.ints(LETTERS, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append("qx").toString();
    }
}
