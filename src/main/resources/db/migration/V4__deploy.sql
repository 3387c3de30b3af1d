-- Who lives, what is wanted, what is held. The deploy state that callers see is computed from these three.
create table worker (
    id          text primary key,
    name        text        not null,
    alive_until timestamptz not null,  -- pushed on by each heartbeat, by the clock of this database
    free_memory bigint      not null
);

-- The foreign key without cascade is what refuses to delete a model while it is deployed.
create table wanted (
    model_id   text primary key constraint model_is_wanted references model,
    node_ids   text,             -- comma-separated; null: every replica
    generation text   not null,  -- the deploy that asked: a new one makes replicas try a failed load again
    since      bigint not null
);

create table holding (
    worker_id    text   not null references worker on delete cascade,
    model_id     text   not null references model on delete cascade,
    state        text   not null,
    generation   text   not null,
    since        bigint not null,
    last_used    bigint not null,
    memory_bytes bigint not null default 0,
    error        text,
    error_code   text,
    hint         text,
    primary key (worker_id, model_id)
);

create index holding_of_model on holding (model_id);
