-- Requests for resources and services (资源服务申请). One request may go to several platforms: each gets a part of its own, and
-- everything a platform does is done with its part.
create table request (
  id bigint primary key,
  account_id bigint not null references account,
  account_name text not null,
  -- As it was when the request was sent: whoever leaves an organisation leaves its requests as they are.
  organisation_id bigint references organisation,
  organisation_name text,
  unit_kind text not null,
  region_code text,
  foreign_controlled boolean not null default false,
  purpose text not null,
  -- A second purpose, and who gains by it where that is a business.
  mixed_purpose text,
  beneficiary text,
  purpose_text text not null,
  project text,
  -- Those who will use what is asked for: name, and account where they have one.
  users jsonb not null default '[]',
  -- Recipient, address, phone; null where nothing is to be sent.
  delivery jsonb,
  abroad boolean not null default false,
  created_at timestamptz not null
);
create index request_account on request (account_id, id);

create table request_part (
  id bigint primary key,
  request_id bigint not null references request,
  platform_id bigint not null references platform,
  -- SQ-<year>-<number> of its platform.
  number text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  account_id bigint not null references account,
  policy_id text,
  claimed_by bigint references account,
  claimed_name text,
  -- Last civil date of the first answer that its service promises; null: nothing is promised.
  due_on date,
  answered_at timestamptz,
  -- A question of the platform is waiting for the requester.
  waits_for_requester boolean not null default false,
  reminded_on date,
  created_at timestamptz not null,
  created_on date not null,
  closed_at timestamptz,
  revision int not null default 1,
  unique (platform_id, number)
);
create index request_part_platform on request_part (platform_id, state, id);
create index request_part_account on request_part (account_id, id);
create index request_part_due on request_part (due_on) where state = 'open' and answered_at is null;
create index request_part_claimed on request_part (claimed_by, id) where state = 'open';

create table request_count (
  platform_id bigint not null references platform,
  year int not null,
  last int not null,
  primary key (platform_id, year)
);

-- What is asked for, each with a state of its own (shared/sharing/item-states).
create table request_item (
  id bigint primary key,
  part_id bigint not null references request_part,
  position int not null,
  kind text not null check (kind in ('material', 'data', 'service')),
  state text not null,
  resource_id bigint,
  type_id text,
  service_id bigint references service,
  service_version int,
  title text not null,
  quantity numeric(20, 6) check (quantity > 0),
  unit text,
  granted numeric(20, 6) not null default 0 check (granted >= 0),
  sent numeric(20, 6) not null default 0 check (sent >= 0),
  received numeric(20, 6) not null default 0 check (received >= 0 and received <= sent),
  returned numeric(20, 6) not null default 0 check (returned >= 0),
  lost numeric(20, 6) not null default 0 check (lost >= 0),
  loan boolean not null default false,
  -- Last day of a loan.
  back_on date,
  reminded_on date,
  note text,
  reason text,
  -- Offered in place of this other item.
  instead_of bigint references request_item,
  -- Custom service: what was agreed to be done (国家 第十八条；湘 第十一条).
  specification text,
  specification_agreed_at timestamptz,
  -- Steps made with the stock, for their keys.
  steps int not null default 0,
  service_record_id bigint,
  check (returned + lost <= sent),
  unique (part_id, position)
);
create index request_item_resource on request_item (resource_id);
create index request_item_back on request_item (back_on) where loan and state in ('sent', 'received');

-- What happened, in order; messages and questions are events too.
create table request_event (
  id bigint primary key,
  part_id bigint not null references request_part,
  item_id bigint references request_item,
  at timestamptz not null,
  kind text not null,
  by_platform boolean not null,
  account_id bigint,
  account_name text not null,
  text text not null default '',
  detail jsonb not null default '{}'
);
create index request_event_part on request_event (part_id, id);

create table request_file (
  event_id bigint not null references request_event,
  id bigint not null references stored_file,
  name text not null,
  size bigint not null,
  sha256 text not null,
  primary key (event_id, id)
);

-- What a platform asks of everybody who requests; what was answered once is kept.
create table request_question (
  id bigint primary key,
  platform_id bigint not null references platform,
  text_zh text not null,
  text_en text,
  required boolean not null default true,
  closed boolean not null default false,
  revision int not null default 1
);
create index request_question_platform on request_question (platform_id, id);

create table request_answer (
  account_id bigint not null references account,
  question_id bigint not null references request_question,
  text text not null,
  at timestamptz not null,
  primary key (account_id, question_id)
);

-- What was sent together.
create table request_shipment (
  id bigint primary key,
  part_id bigint not null references request_part,
  number int not null,
  sent_on date not null,
  carrier text,
  tracking text,
  -- Null: needs none.
  cold_chain text,
  note text,
  delivery jsonb,
  received_at timestamptz,
  unique (part_id, number)
);

create table request_shipment_line (
  shipment_id bigint not null references request_shipment,
  item_id bigint not null references request_item,
  lot_id bigint not null,
  lot_number text not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  unit text not null,
  received numeric(20, 6),
  primary key (shipment_id, item_id, lot_id)
);

-- Links by which restricted data are taken; only the digest of their token is kept.
create table request_link (
  id bigint primary key,
  item_id bigint not null references request_item,
  digest text not null unique,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index request_link_item on request_link (item_id);

-- Every taking of restricted data; a file taken in pieces leaves a row for each.
create table request_download (
  id bigint primary key,
  item_id bigint not null references request_item,
  link_id bigint not null references request_link,
  file_id bigint not null,
  name text not null,
  sha256 text not null,
  first_byte bigint not null,
  last_byte bigint not null,
  account_id bigint,
  address text not null,
  at timestamptz not null
);
create index request_download_item on request_download (item_id, id);
