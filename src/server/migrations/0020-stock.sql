-- Services a platform offers (服务). `content` is what is being worked on, shared/stock/service-content; what was published
-- stands in service_version and never changes.
create table service (
  id bigint primary key,
  platform_id bigint not null references platform,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  content jsonb not null,
  -- Last version published; 0: none yet. The content differs from it while `changed`.
  version int not null default 0,
  changed boolean not null default true,
  revision int not null default 1,
  ended_reason text,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index service_platform on service (platform_id, state, id);

create table service_version (
  service_id bigint not null references service,
  version int not null,
  content jsonb not null,
  -- Words of its flags at the time, such as a price above the platform's own cost.
  flags jsonb not null default '[]',
  published_by bigint,
  published_name text not null,
  published_at timestamptz not null,
  primary key (service_id, version)
);

-- What a published service is for: single resources, or all of a type at the platform.
create table service_link (
  service_id bigint not null references service,
  kind text not null check (kind in ('resource', 'type')),
  target text not null,
  platform_id bigint not null,
  primary key (service_id, kind, target)
);
create index service_link_target on service_link (kind, target, platform_id);

-- What a platform says of its stock to the public, and what it must keep.
create table stock_setting (
  platform_id bigint primary key references platform,
  -- nothing; answer: yes, limited, no; number: how much.
  shown text not null default 'answer' check (shown in ('nothing', 'answer', 'number')),
  -- Fewest resources with something on hand, such as the minimum of its class; null: none.
  fewest_resources int check (fewest_resources > 0),
  fewest_because text,
  revision int not null default 1
);

-- Stores: rooms, freezers, servers; with what they hold and under which conditions (资源保存条件).
create table stock_store (
  id bigint primary key,
  platform_id bigint not null references platform,
  name text not null,
  capacity numeric(20, 6) check (capacity > 0),
  capacity_unit text,
  -- Entered by hand; null: counted from the lots in it, where the unit is a place.
  used numeric(20, 6) check (used >= 0),
  -- Percentage of the capacity from which it warns.
  warn_percent int not null default 90 check (warn_percent between 1 and 100),
  -- Limits of temperature (°C) and relative humidity (%).
  temperature_min numeric(6, 2),
  temperature_max numeric(6, 2),
  humidity_max numeric(5, 2),
  note text,
  closed boolean not null default false,
  revision int not null default 1,
  unique (platform_id, name)
);

-- Lots (批次) of a physical resource. The sums are those of stock_movement, kept here for asking and locking.
create table stock_lot (
  id bigint primary key,
  platform_id bigint not null references platform,
  resource_id bigint not null,
  number text not null,
  form text not null,
  unit text not null,
  on_hand numeric(20, 6) not null default 0 check (on_hand >= 0),
  reserved numeric(20, 6) not null default 0 check (reserved >= 0),
  -- Sent and neither returned, consumed nor lost.
  away numeric(20, 6) not null default 0 check (away >= 0),
  movements int not null default 0,
  minimum numeric(20, 6) not null default 0 check (minimum >= 0),
  store_id bigint references stock_store,
  shelf text,
  box text,
  position text,
  origin_lot_id bigint references stock_lot,
  made_on date,
  expires_on date,
  quality text not null default 'unchecked' check (quality in ('unchecked', 'passed', 'failed')),
  quality_on date,
  viability numeric(5, 2) check (viability between 0 and 100),
  viability_on date,
  viability_due date,
  viability_limit numeric(5, 2) check (viability_limit between 0 and 100),
  note text,
  closed boolean not null default false,
  revision int not null default 1,
  demo boolean not null default false,
  created_at timestamptz not null,
  unique (platform_id, number),
  constraint stock_lot_reserved_there check (reserved <= on_hand)
);
create index stock_lot_resource on stock_lot (resource_id, id);
create index stock_lot_store on stock_lot (store_id);
create index stock_lot_platform on stock_lot (platform_id, id);

-- What is kept or away for somebody, such as an item of a request. Changed only under the lock of its lot.
create table stock_hold (
  holder_kind text not null,
  holder_id bigint not null,
  lot_id bigint not null references stock_lot,
  reserved numeric(20, 6) not null default 0 check (reserved >= 0),
  away numeric(20, 6) not null default 0 check (away >= 0),
  primary key (holder_kind, holder_id, lot_id)
);
create index stock_hold_lot on stock_hold (lot_id);

-- The ledger. Append-only: a mistake is set right by another movement.
create table stock_movement (
  lot_id bigint not null references stock_lot,
  -- Counted from 1 without gaps.
  seq int not null,
  kind text not null,
  quantity numeric(20, 6) not null check (quantity >= 0),
  on_hand_change numeric(20, 6) not null,
  reserved_change numeric(20, 6) not null,
  away_change numeric(20, 6) not null,
  on_hand_after numeric(20, 6) not null check (on_hand_after >= 0),
  reserved_after numeric(20, 6) not null check (reserved_after >= 0),
  away_after numeric(20, 6) not null check (away_after >= 0),
  -- Civil date it counts from, never later than the day of writing.
  on_date date not null,
  at timestamptz not null,
  holder_kind text,
  holder_id bigint,
  step_key text,
  account_id bigint,
  actor_name text not null,
  reason text,
  detail jsonb not null default '{}',
  primary key (lot_id, seq)
);
create index stock_movement_holder on stock_movement (holder_kind, holder_id) where holder_id is not null;

-- Steps already taken, by the key of whoever asked: asked again, they change nothing.
create table stock_step (
  key text primary key,
  digest text not null,
  answer jsonb not null,
  at timestamptz not null
);

-- Tests of lots: viability in percent, quality passed or failed.
create table stock_test (
  id bigint primary key,
  lot_id bigint not null references stock_lot,
  kind text not null check (kind in ('viability', 'quality')),
  on_date date not null,
  percent numeric(5, 2) check (percent between 0 and 100),
  passed boolean not null,
  note text,
  account_id bigint,
  actor_name text not null,
  at timestamptz not null
);
create index stock_test_lot on stock_test (lot_id, id);

-- Stock-taking (盘点): what was scanned, until it is booked or dropped.
create table stock_take (
  id bigint primary key,
  platform_id bigint not null references platform,
  store_id bigint references stock_store,
  shelf text,
  state text not null default 'open' check (state in ('open', 'booked', 'dropped')),
  revision int not null default 1,
  opened_by bigint,
  opened_at timestamptz not null,
  ended_at timestamptz
);
create index stock_take_platform on stock_take (platform_id, id);

create table stock_take_line (
  take_id bigint not null references stock_take,
  lot_id bigint not null references stock_lot,
  -- Null: seen, not counted.
  counted numeric(20, 6) check (counted >= 0),
  scanned_at timestamptz not null,
  scanned_by bigint,
  primary key (take_id, lot_id)
);
