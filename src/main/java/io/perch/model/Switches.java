package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import java.util.List;

/** What an operator can switch off for everybody, and how that is told. */
public final class Switches {

    private Switches() {
    }

    /** Throws LOCAL_MODELS_OFF. */
    public static void requireLocalModels(Settings settings) {
        if (!settings.get(MlSettings.LOCAL_MODEL_ENABLED)) {
            throw new PerchException(ErrorCode.LOCAL_MODELS_OFF, "Local Model is currently disabled. To enable it, update the"
                    + " setting \"plugins.ml_commons.local_model.enabled\" to true.", null);
        }
    }

    /** Throws REMOTE_INFERENCE_OFF. */
    public static void requireRemoteInference(Settings settings) {
        if (!settings.get(MlSettings.REMOTE_INFERENCE_ENABLED)) {
            throw new PerchException(ErrorCode.REMOTE_INFERENCE_OFF, "Remote Inference is currently disabled. To enable it,"
                    + " update the setting \"plugins.ml_commons.remote_inference.enabled\" to true.", null);
        }
    }

    /** Throws STREAMING_OFF. */
    public static void requireStreaming(Settings settings) {
        if (!settings.get(MlSettings.STREAM_ENABLED)) {
            throw new PerchException(ErrorCode.STREAMING_OFF, "Streaming is currently disabled. To enable it, update the setting"
                    + " \"plugins.ml_commons.stream_enabled\" to true.", null);
        }
    }

    /** Throws BATCH_OFF. */
    public static void requireBatch(Settings settings) {
        if (!settings.get(MlSettings.OFFLINE_BATCH_INFERENCE_ENABLED)) {
            throw new PerchException(ErrorCode.BATCH_OFF, "Offline batch inference is currently disabled. To enable it, update"
                    + " the setting \"plugins.ml_commons.offline_batch_inference_enabled\" to true.", null);
        }
    }

    /** Throws BATCH_OFF. */
    public static void requireBatchIngestion(Settings settings) {
        if (!settings.get(MlSettings.OFFLINE_BATCH_INGESTION_ENABLED)) {
            throw new PerchException(ErrorCode.BATCH_OFF, "Offline batch ingestion is currently disabled. To enable it, update"
                    + " the setting \"plugins.ml_commons.offline_batch_ingestion_enabled\" to true.", null);
        }
    }

    /** Throws CONTROLLERS_OFF. */
    public static void requireControllers(Settings settings) {
        if (!settings.get(MlSettings.CONTROLLER_ENABLED)) {
            throw new PerchException(ErrorCode.CONTROLLERS_OFF, "Controller is currently disabled. To enable it, update the"
                    + " setting \"plugins.ml_commons.controller_enabled\" to true.", null);
        }
    }

    /** Throws MODEL_DISABLED. */
    public static void requireEnabled(Model model) {
        if (!model.enabled()) {
            throw new PerchException(ErrorCode.MODEL_DISABLED, "Model is disabled.",
                    "PUT /_plugins/_ml/models/" + model.id() + " {\"is_enabled\": true}");
        }
    }

    /** Throws LOCAL_MODELS_OFF or REMOTE_INFERENCE_OFF, whichever the function falls under. */
    public static void require(FunctionName function, Settings settings) {
        if (function.isLocal()) {
            requireLocalModels(settings);
        } else {
            requireRemoteInference(settings);
        }
    }

    /** Throws CUSTOM_PLAN_OFF when replicas are named ({@code nodeIds} is not null) and may not be. */
    public static void requireCustomPlan(List<String> nodeIds, Settings settings) {
        if (nodeIds != null && !settings.get(MlSettings.ALLOW_CUSTOM_DEPLOYMENT_PLAN)) {
            throw new PerchException(ErrorCode.CUSTOM_PLAN_OFF, "Don't allow custom deployment plan",
                    "leave node ids out, or set plugins.ml_commons.allow_custom_deployment_plan to true");
        }
    }
}
