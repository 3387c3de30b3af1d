-- What searches do not know yet: the newest change of each thing, whoever made it. Searches read a mirror in OpenSearch, and bring it
-- up to date first.
create sequence outbox_change;

create table outbox (
    kind   text   not null,
    id     text   not null,
    change bigint not null,  -- goes up with every change: of two, the mirror keeps the later
    primary key (kind, id)
);

create index outbox_by_change on outbox (kind, change);

create function tell_outbox() returns trigger as $$
begin
    insert into outbox (kind, id, change) values (tg_argv[0], coalesce(new.id, old.id), nextval('outbox_change'))
        on conflict (kind, id) do update set change = excluded.change;
    return null;
end
$$ language plpgsql;

create trigger connector_changed after insert or update or delete on connector for each row execute function tell_outbox('connector');

insert into outbox (kind, id, change) select 'connector', id, nextval('outbox_change') from connector;
