-- Callers of /v1 name models by their name.
create index model_by_name on model (name);
