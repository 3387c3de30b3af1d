-- What documents and searches go through, as it was put. revision: which of two is newer, for whoever remembers one.
create sequence pipeline_revision;

create table pipeline (
    kind text not null,  -- ingest, search
    id text not null,
    body text not null,  -- JSON
    models text[] not null,  -- whom it asks
    revision bigint not null,
    primary key (kind, id)
);

create index pipeline_by_model on pipeline using gin (models);
