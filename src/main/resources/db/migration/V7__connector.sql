-- How remote services are called. Secrets are sealed under a data key, and that is wrapped by the master key of the configuration.
create table secret_key (
    one          boolean primary key default true check (one),  -- one row for all replicas
    id           text   not null,
    master       text   not null,  -- fingerprint of the master key that wrapped it
    wrapped      text   not null,
    created_time bigint not null
);

create table connector (
    id                text primary key,
    name              text    not null,
    version           text    not null,
    description       text,
    protocol          text    not null,
    parameters        text    not null,  -- JSON: name to text
    credential        text    not null,  -- JSON: name to sealed value, or to a reference that is none
    actions           text    not null,  -- JSON
    client_config     text,              -- JSON
    inline            boolean not null,  -- belongs to one model, comes and goes with it
    created_time      bigint  not null,
    last_updated_time bigint  not null,
    revision          bigint  not null default 1
);

-- The foreign key without cascade is what refuses to delete a connector that a model uses.
alter table model add column connector_id text constraint model_uses_connector references connector;

create index model_of_connector on model (connector_id) where connector_id is not null;

-- A remote model is registered while its caller waits; a batch prediction has a job on the other side.
alter table task add column async boolean not null default true;
alter table task add column remote_job text;      -- JSON object
alter table task add column asked_at timestamptz; -- when its service was last asked about the job, by this database's clock

create index task_of_job on task (asked_at) where type = 'BATCH_PREDICTION' and state in ('RUNNING', 'CANCELLING');
