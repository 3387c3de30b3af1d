package io.perch.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the member {@code model_config} of an object by the rules of a register's body. */
public interface ModelConfigReader {

    /** Throws REQUEST_INVALID with every fault there is. */
    ModelConfig read(ObjectNode holder, FunctionName function);
}
