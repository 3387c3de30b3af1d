package io.perch.job.blueprint;

import io.perch.job.blueprint.Identity.Aws;
import java.util.List;

/** Jobs: started, asked about, cancelled, in this order. */
final class BatchBlueprints {

    private static final String BATCH = """
            {"id": "batch_abc123", "object": "batch", "endpoint": "/v1/embeddings", "errors": null,
             "input_file_id": "file-abc123", "completion_window": "24h", "status": "%s", "output_file_id": null,
             "created_at": 1711471533, "request_counts": {"total": 2, "completed": 0, "failed": 0}, "metadata": null}""";

    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:transform-job/nightly-2026-01-31";

    private static final String DESCRIPTION = """
            {"TransformJobName": "nightly-2026-01-31", "TransformJobArn": "%s", "TransformJobStatus": "InProgress"}"""
            .formatted(ARN);

    static final List<Blueprint> ALL = List.of(
            new Blueprint("OpenAI: batch", Identity.bearer(), List.of(
                    Call.post("/v1/batches", """
                            {"input_file_id": "file-abc123", "endpoint": "/v1/embeddings", "completion_window": "24h"}""",
                            BATCH.formatted("validating")),
                    new Call("GET", "/v1/batches/batch_abc123", "", BATCH.formatted("in_progress")),
                    Call.post("/v1/batches/batch_abc123/cancel", "", BATCH.formatted("cancelling"))),
                    BATCH.formatted("in_progress")),
            new Blueprint("SageMaker: batch transform", new Aws("sagemaker"), List.of(
                    Call.post("/CreateTransformJob", """
                            {"BatchStrategy": "SingleRecord", "ModelName": "m1", "TransformJobName": "nightly-2026-01-31",
                             "DataProcessing": {"InputFilter": "$.content", "JoinSource": "Input", "OutputFilter": "$"},
                             "TransformInput": {"ContentType": "application/json", "SplitType": "Line", "DataSource":
                                 {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b1/input.jsonl"}}},
                             "TransformOutput": {"AssembleWith": "Line", "Accept": "application/json",
                                                 "S3OutputPath": "s3://b1/output"},
                             "TransformResources": {"InstanceCount": 1, "InstanceType": "ml.c5.xlarge"}}""",
                            "{\"TransformJobArn\": \"" + ARN + "\"}"),
                    Call.post("/DescribeTransformJob", """
                            {"TransformJobName": "nightly-2026-01-31"}""", DESCRIPTION),
                    Call.post("/StopTransformJob", """
                            {"TransformJobName": "nightly-2026-01-31"}""", "")),
                    DESCRIPTION));

    private BatchBlueprints() {
    }
}
