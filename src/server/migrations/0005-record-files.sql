-- (grows) Files and images that go with a record; their bytes lie in the file store under their digest.
create table resource_file (
  resource_id bigint not null,
  id bigint not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  role text not null check (role in ('image', 'file')),
  -- Whether anybody may take it, or those to whom the platform gives it.
  access text not null check (access in ('open', 'on_request')),
  caption text,
  revision int not null default 1,
  added_by bigint,
  added_by_name text not null,
  added_at timestamptz not null,
  -- A file taken off stays for the trail; it is shown to nobody.
  removed_at timestamptz,
  primary key (resource_id, id)
);
