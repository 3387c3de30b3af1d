package io.perch.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * Chats in plain JSON by the {@link Lane}. The others go to {@link ChatResource}: to which of its methods, the body says.
 * OpenAI's SDKs accept JSON only, even where they ask for a stream, so what they send as {@code Accept} is replaced by what they
 * mean.
 */
@ApplicationScoped
class ChatLane {

    private static final String TEMPLATE = "/v1/chat/completions";

    private final Chats chats;

    ChatLane(Chats chats) {
        this.chats = chats;
    }

    void open(@Observes Filters filters) {
        filters.register(this::take, Lane.PRIORITY);
    }

    private void take(RoutingContext http) {
        if (!Lane.isFor(http, TEMPLATE)) {
            http.next();
            return;
        }
        try {
            ChatBody asked = ChatBody.read(Intake.bodyOf(http));
            if (!asked.stream() && Lane.isPlain(http)) {
                Lane.answer(http, TEMPLATE, () -> chats.answer(asked, http));
                return;
            }
            http.request().headers().set(HttpHeaders.ACCEPT,
                    asked.stream() ? MediaType.SERVER_SENT_EVENTS : MediaType.APPLICATION_JSON);
        } catch (RuntimeException failure) {
            Lane.refuse(http, failure);
            return;
        }
        http.next();
    }
}
