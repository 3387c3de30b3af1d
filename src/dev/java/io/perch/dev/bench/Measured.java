package io.perch.dev.bench;

/** What there is to measure. */
enum Measured { MODELS, CHATS, STREAMS, GATES, DOCUMENTS }
