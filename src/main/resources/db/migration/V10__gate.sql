-- What stands between callers and a model besides its schemas, each as JSON; null is open.
alter table model add column guardrails text;
alter table model add column rate_limiter text;
alter table model add column user_limits text;
alter table model add column user_limits_revision bigint not null default 0;

-- Requests that may still be sent, as of a moment; replicas take them out in blocks. spec: the limit that they were counted by.
create table request_tokens (
    model_id text not null references model (id) on delete cascade,
    caller text not null,
    spec text not null,
    tokens double precision not null,
    counted_at timestamptz not null,
    primary key (model_id, caller)
);
