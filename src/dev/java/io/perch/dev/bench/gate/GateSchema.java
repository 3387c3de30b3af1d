package io.perch.dev.bench.gate;

/** A schema of 50 lines, of the kind that a chat model's owner writes. */
final class GateSchema {

    static final String TEXT = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["parameters"],
              "properties": {
                "parameters": {
                  "type": "object",
                  "required": ["messages"],
                  "properties": {
                    "messages": {
                      "type": "array",
                      "minItems": 1,
                      "maxItems": 100,
                      "items": {"$ref": "#/$defs/message"}
                    },
                    "temperature": {"type": "number", "minimum": 0, "maximum": 2},
                    "top_p": {"type": "number", "minimum": 0, "maximum": 1},
                    "max_tokens": {"type": "integer", "minimum": 1, "maximum": 4096},
                    "stop": {
                      "anyOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}, "maxItems": 4}
                      ]
                    },
                    "user": {"type": "string", "maxLength": 100}
                  },
                  "additionalProperties": false
                }
              },
              "$defs": {
                "message": {
                  "type": "object",
                  "required": ["role", "content"],
                  "properties": {
                    "role": {"enum": ["system", "user", "assistant"]},
                    "content": {
                      "oneOf": [
                        {"type": "string", "minLength": 1, "maxLength": 20000},
                        {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["type"],
                            "properties": {"type": {"type": "string"}, "text": {"type": "string"}}
                          }
                        }
                      ]
                    },
                    "name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
                  }
                }
              }
            }""";

    private GateSchema() {
    }
}
