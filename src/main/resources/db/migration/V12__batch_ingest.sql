-- From where on a task that was begun goes on, for the replica that takes it over: JSON, for the handler of its type.
alter table task add column checkpoint text;
