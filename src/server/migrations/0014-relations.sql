-- (grows) What a record says of other resources, for reading it from the other end. One row per value of a relation field
-- that may name something here; what is shown comes from the record's fields.
create table resource_relation (
  resource_id bigint not null,
  position int not null,
  -- Type of the relation in DataCite's words (shared/catalogue/resource-type).
  relation text not null,
  inherits boolean not null,
  -- cstr, doi; resource: an id here; local: platform/type/number.
  scheme text not null,
  value_key text not null,
  primary key (resource_id, position)
);
create index resource_relation_target on resource_relation (scheme, value_key);

-- Lists of what a platform can give away now, as published on a day (穗 附录二（二）4).
create table available_list (
  id bigint primary key,
  platform_id bigint not null,
  listed_on date not null,
  item_count int not null,
  -- The list as it was, a table in CSV.
  file_id bigint not null references stored_file,
  published_by bigint,
  published_at timestamptz not null
);
create index available_list_platform on available_list (platform_id, listed_on desc, id desc);
