-- Groups and the models in them. A unique name per group and the foreign keys decide races that code would lose.
create table model_group (
    id                text primary key,
    name              text   not null constraint model_group_name unique,
    description       text,
    access            text   not null,
    latest_version    int    not null default 0,
    created_time      bigint not null,
    last_updated_time bigint not null,
    revision          bigint not null default 1
);

create table model (
    id                   text primary key,
    group_id             text    not null constraint model_in_group references model_group,
    name                 text    not null,
    version              int     not null,
    function_name        text    not null,
    format               text,
    description          text,
    state                text    not null,
    config               text,     -- JSON
    content_hash         text,
    content_size         bigint,
    total_chunks         int,
    enabled              boolean not null default true,
    auto_deploy          boolean,  -- null: follow the cluster setting
    ttl_minutes          bigint  not null default -1,
    created_time         bigint  not null,
    last_updated_time    bigint  not null,
    last_registered_time bigint,
    last_deployed_time   bigint,
    last_undeployed_time bigint,
    revision             bigint  not null default 1
);

create index model_of_group on model (group_id);

-- Which chunks have arrived; their bytes are in OpenSearch.
create table model_chunk (
    model_id text not null references model on delete cascade,
    number   int  not null,
    sha256   text not null,
    size     int  not null,
    primary key (model_id, number)
);
