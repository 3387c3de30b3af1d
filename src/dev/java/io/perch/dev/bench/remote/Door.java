package io.perch.dev.bench.remote;

import io.perch.dev.bench.load.Requests;

/** Where Perch takes a chat. */
public enum Door {

    PREDICT("_predict"),
    OPENAI("/v1/chat/completions");

    private final String label;

    Door(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Requests requests(ChatModel model) {
        return switch (this) {
            case PREDICT -> Chats.predicts(model.id());
            case OPENAI -> Chats.completions(model.id());
        };
    }
}
