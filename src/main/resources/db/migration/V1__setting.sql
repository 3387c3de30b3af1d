-- plugins.ml_commons.* as set through PUT /_cluster/settings; what is not here comes from config or the built-in default.
CREATE TABLE setting (
    scope      text        NOT NULL CHECK (scope IN ('persistent', 'transient')),
    key        text        NOT NULL,
    value      jsonb       NOT NULL, -- a text, or an array of texts
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, key)
);
