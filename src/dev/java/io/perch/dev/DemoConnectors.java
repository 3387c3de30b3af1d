package io.perch.dev;

import io.perch.dev.Demo.Service;

/** Connectors as the documentation has them for OpenAI, to the demo's own service. */
final class DemoConnectors {

    private DemoConnectors() {
    }

    static String chat(Service service) {
        return """
                {"name":"demo-chat","version":"1","protocol":"http","parameters":{"model":"gpt-4o-mini"},
                 "credential":{"openAI_key":"%s"},
                 "actions":[{"action_type":"predict","method":"POST","url":"%s/v1/chat/completions",
                  "headers":{"Authorization":"Bearer ${credential.openAI_key}"},
                  "request_body":"{\\"model\\":\\"${parameters.model}\\",\\"messages\\":${parameters.messages}}"}]}
                """.formatted(service.key(), service.url());
    }

    static String embedding(Service service) {
        return """
                {"name":"demo-embedding","version":"1","protocol":"http","parameters":{"model":"text-embedding-3-small"},
                 "credential":{"openAI_key":"%s"},
                 "actions":[{"action_type":"predict","method":"POST","url":"%s/v1/embeddings",
                  "headers":{"Authorization":"Bearer ${credential.openAI_key}"},
                  "request_body":"{\\"model\\":\\"${parameters.model}\\",\\"input\\":${parameters.input}}",
                  "pre_process_function":"connector.pre_process.openai.embedding",
                  "post_process_function":"connector.post_process.openai.embedding"}]}
                """.formatted(service.key(), service.url());
    }

    /** What is to be changed when a key is. */
    static String key(String key) {
        return "{\"credential\":{\"openAI_key\":\"" + key + "\"}}";
    }
}
