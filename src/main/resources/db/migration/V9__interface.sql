-- JSON Schemas that requests and answers of a model are held against.
alter table model add column input_schema text;
alter table model add column output_schema text;
