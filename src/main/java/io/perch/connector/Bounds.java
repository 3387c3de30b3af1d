package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.RemoteConfig;
import io.perch.model.PredictInput;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/** How much one remote predict may ask and take, as configuration and settings say now. */
@ApplicationScoped
class Bounds {

    private final RemoteConfig config;
    private final Settings settings;

    Bounds(RemoteConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
    }

    /** In bytes. */
    long maxAnswer() {
        int said = settings.get(MlSettings.MAX_JSON_SIZE);
        return said > 0 ? Math.min(said, config.maxAnswerSize()) : config.maxAnswerSize();
    }

    int callsAtOnce() {
        return config.callsAtOnce();
    }

    /** Of a stream, in bytes. */
    int maxEvent() {
        return config.maxEventSize();
    }

    /** Throws INPUT_TOO_LARGE. */
    PredictInput checked(PredictInput input) {
        int docs = switch (input) {
            case PredictInput.TextDocs texts -> texts.docs().size();
            case PredictInput.Similarity pairs -> pairs.docs().size();
            case PredictInput.Question question -> 1;
            case PredictInput.Remote remote -> 1;
            case PredictInput.Chat chat -> 1;
        };
        if (docs > config.maxDocs()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, docs + " texts in one request exceed the limit of "
                    + config.maxDocs(), "split the request, or raise perch.remote.max-docs").about("text_docs");
        }
        return input;
    }
}
