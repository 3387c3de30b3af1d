-- How much of a replica a model may take; null: as much as the replica's own limits allow.
alter table model
    add column max_queue   int,
    add column max_workers int;
