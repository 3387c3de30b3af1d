-- What to do about a load that failed, for the task that tells of it.
alter table holding add column hint text;
