-- Durable background work. A task is created in one transaction with its subject, run by the replica that holds its lease,
-- and always ends. Leases are judged by this database's clock, so replicas need not agree on the time.
create table task (
    id               text primary key,
    type             text   not null,
    function_name    text,
    state            text   not null,
    model_id         text,             -- no foreign key: the record of a failed register outlives its model
    input            text   not null,  -- JSON, for the handler of this type
    stage            text,
    progress         int    not null default 0,
    attempts         int    not null default 0,
    worker_nodes     text   not null default '',  -- comma-separated node ids
    error            text,
    error_code       text,
    hint             text,
    lease_owner      text,
    lease_until      timestamptz,
    create_time      bigint not null,
    last_update_time bigint not null
);

create index task_open on task (create_time) where state in ('CREATED', 'RUNNING');
create index task_ended on task (last_update_time) where state not in ('CREATED', 'RUNNING');
