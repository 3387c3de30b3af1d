package io.perch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelConfigReader;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code model_config} in a pretrained model's config.json: the member of a register's body, judged by the same rules. */
@ApplicationScoped
class PretrainedConfigBody implements ModelConfigReader {

    @Override
    public ModelConfig read(ObjectNode holder, FunctionName function) {
        Fields fields = Fields.of(holder);
        ModelConfig config = ModelConfigBody.read(fields, function);
        fields.check();
        return config;
    }
}
