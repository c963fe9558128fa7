-- A sharing network served by this installation: which rule set, whose, under which name and address.
create table programme (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,30}$'),
  -- Folder name of its rule set.
  rule_set text not null,
  -- Organisation that leads it.
  authority_id bigint,
  mode text not null check (mode in ('trial', 'live')),
  -- Own portal name; null takes the rule set's.
  portal_name_zh text,
  portal_name_en text,
  -- Where its portal answers: below this path, and on this host when given.
  path text not null unique check (path ~ '^/[a-z][a-z0-9-]*$'),
  host text unique,
  position int not null default 0,
  revision int not null default 1
);

-- GB/T 2260 codes of provinces, cities and districts (reference/regions.yaml).
create table region (
  code text primary key check (code ~ '^[0-9]{6}$'),
  parent_code text references region,
  level text not null check (level in ('province', 'city', 'district')),
  name_zh text not null,
  name_en text not null
);

create table organisation (
  id bigint primary key,
  name_zh text not null,
  name_en text,
  -- Unified social credit code (GB 32100-2015), check digit verified.
  uscc text unique,
  kind text not null,
  region_code text references region,
  -- Supervising department 主管部门.
  supervising_id bigint references organisation,
  -- Defence research unit: lists resources only under a non-classified declaration (HN-2.2b).
  defence boolean not null default false,
  demo boolean not null default false,
  state text not null default 'active' check (state in ('active', 'closed')),
  revision int not null default 1,
  created_at timestamptz not null
);
create index organisation_supervising on organisation (supervising_id);

-- 资源库 / 平台 / 科学数据中心. One record, with a status in each programme it belongs to.
create table platform (
  id bigint primary key,
  -- Starts with a letter, so that it is never taken for an id.
  code text not null check (code ~ '^[A-Za-z][A-Za-z0-9-]{1,39}$'),
  name_zh text not null,
  name_en text,
  kind text not null,
  host_id bigint references organisation,
  supervising_id bigint references organisation,
  -- Names as the source gives them, for register entries whose organisations have no record here.
  host_name text,
  supervising_name text,
  region_code text references region,
  summary_zh text,
  summary_en text,
  homepage text,
  contact jsonb not null default '{}',
  -- Publishing needs a second pair of eyes: somebody other than the author checks.
  checked_by_other boolean not null default true,
  -- Registration agency code of its CSTR identifiers, given by the agency; never made up here.
  cstr_agency text check (cstr_agency ~ '^[0-9A-Z]{5}$'),
  demo boolean not null default false,
  -- Where the entry comes from, and whether somebody has confirmed it.
  source text,
  verified boolean not null default true,
  state text not null default 'active' check (state in ('active', 'closed')),
  revision int not null default 1,
  created_at timestamptz not null
);
create unique index platform_code on platform (lower(code));
create index platform_host on platform (host_id);
create index platform_supervising on platform (supervising_id);
create index platform_region on platform (region_code);

-- Publication states of AMB-NAT-03: owner, recommended platform, accredited platform.
create table platform_programme (
  platform_id bigint not null references platform,
  programme_id text not null references programme,
  state text not null check (state in ('owner', 'recommended', 'accredited')),
  recommended_by text,
  recommended_on date,
  primary key (platform_id, programme_id),
  -- A recommended platform shows who recommended it and when (NAT-23.6).
  check (state <> 'recommended' or (recommended_by is not null and recommended_on is not null))
);
create index platform_programme_of on platform_programme (programme_id);

create table account (
  id bigint primary key,
  -- Sign-in name, compared without case.
  account text not null,
  name text not null,
  email text,
  phone text,
  -- Organisation the person belongs to; whom they may act for comes from grants.
  organisation_id bigint references organisation,
  -- argon2id; null until the invitation is taken up.
  password_hash text,
  password_changed_at timestamptz,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  state text not null default 'active' check (state in ('invited', 'active', 'disabled')),
  demo boolean not null default false,
  last_sign_in_at timestamptz,
  revision int not null default 1,
  created_at timestamptz not null
);
create unique index account_name on account (lower(account));
create index account_organisation on account (organisation_id);

-- Failed sign-ins in a row, by the name that was tried: names without an account are counted and locked
-- just the same, so that a lock does not tell which names exist. Machine time.
create table sign_in_failure (
  account text primary key check (account = lower(account)),
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

create table role_grant (
  id bigint primary key,
  account_id bigint not null references account,
  role text not null,
  scope_kind text not null check (scope_kind in ('platform', 'organisation', 'programme', 'region', 'instance')),
  scope_id text not null,
  from_date date not null,
  -- Last day, included; null: until further notice.
  to_date date check (to_date >= from_date),
  granted_by bigint references account,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index role_grant_account on role_grant (account_id) where revoked_at is null;
create index role_grant_scope on role_grant (scope_kind, scope_id) where revoked_at is null;

-- Sessions expire by the machine's time, whatever the product's clock says.
create table session (
  id bigint primary key,
  token_hash text not null unique,
  account_id bigint not null references account,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  -- Password given, second factor still awaited.
  awaiting_second_factor boolean not null default false,
  address text not null,
  user_agent text not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

-- Links that work once: invitations and password resets. Only the digest of the token is kept; the token itself is
-- made when the mail is written, so it never lies in the outbox either.
create table one_time_link (
  id bigint primary key,
  token_hash text unique,
  purpose text not null check (purpose in ('invitation', 'password_reset')),
  account_id bigint not null references account,
  created_by bigint references account,
  created_at timestamptz not null,
  -- Machine time; counted from the moment the token is made.
  expires_at timestamptz not null,
  used_at timestamptz,
  check (token_hash is not null or used_at is null)
);
create index one_time_link_account on one_time_link (account_id);

-- Mail the product sent or, without a mail server, wrote to KEYUAN_DATA/outbox.
create table mail_message (
  id bigint primary key,
  -- Outbox effect that made it: a repeated delivery finds its message here.
  effect_id bigint not null unique,
  recipient text not null,
  subject text not null,
  file text,
  sent_at timestamptz not null,
  via text not null check (via in ('smtp', 'file'))
);
