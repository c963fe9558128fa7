-- Harvesters walk what was ever public by the moment it last changed, as a whole or one type at a time.
create index resource_changed on resource (updated_at, id) where published_at is not null;
create index resource_changed_type on resource (type, updated_at, id) where published_at is not null;

-- Records sent together to the national registry of CSTR: their body, the registry's task, and what came of each.
create table cstr_batch (
  id bigint primary key,
  platform_id bigint not null,
  type text not null,
  -- Registration agency code the batch was made under.
  agency text not null,
  state text not null check (state in ('made', 'submitted', 'answered', 'dropped')),
  -- Number of the registration task at the registry.
  task text,
  -- What is sent, as it was made.
  body jsonb not null,
  made_by_name text not null,
  created_at timestamptz not null,
  submitted_at timestamptz,
  answered_at timestamptz,
  revision int not null default 1
);
create index cstr_batch_platform on cstr_batch (platform_id, id desc);

create table cstr_batch_item (
  batch_id bigint not null references cstr_batch,
  position int not null,
  resource_id bigint not null,
  title text not null,
  -- Identifier without prefix.
  value text not null,
  value_key text not null,
  outcome text check (outcome in ('registered', 'failed')),
  message text,
  primary key (batch_id, position)
);

-- Signs the tokens of lists that harvesters carry back to us.
insert into setting (key, value)
values ('interchange.token_key', to_jsonb(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')));
