-- Templates of agreements a platform gives material and data under (材料转移协议、数据使用协议). `content` is what is being
-- worked on, shared/agreements/template-content; what was published stands in agreement_version and never changes.
create table agreement_template (
  id bigint primary key,
  platform_id bigint not null references platform,
  kind text not null check (kind in ('material', 'data')),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  content jsonb not null,
  -- Last version published; 0: none yet.
  version int not null default 0,
  changed boolean not null default true,
  revision int not null default 1,
  demo boolean not null default false,
  created_at timestamptz not null
);
create index agreement_template_platform on agreement_template (platform_id, id);

create table agreement_version (
  template_id bigint not null references agreement_template,
  version int not null,
  content jsonb not null,
  -- SHA-256 of the content in its canonical form: what was accepted can be shown to be this.
  digest text not null,
  published_by bigint,
  published_name text not null,
  published_at timestamptz not null,
  primary key (template_id, version)
);

-- Who accepted which version for which part of a request. Append-only.
create table agreement_acceptance (
  id bigint primary key,
  subject text not null,
  template_id bigint not null,
  version int not null,
  digest text not null,
  account_id bigint not null references account,
  -- As it was then: the unit of a person changes.
  name text not null,
  unit text,
  at timestamptz not null,
  foreign key (template_id, version) references agreement_version (template_id, version),
  unique (subject, template_id, account_id)
);

-- Permits, approvals and proofs (许可、批件、证明). Whoever handed one in may use it for several requests.
create table permit (
  id bigint primary key,
  -- Kind as rule sets ask for it: ethics_approval, hgr_export.
  kind text not null,
  number text not null,
  issuer text not null,
  scope text not null,
  -- Civil dates, both included; no last day: without end.
  valid_from date not null,
  valid_until date,
  -- Of a platform: its own licence. Else of whoever asks.
  platform_id bigint references platform,
  account_id bigint references account,
  organisation_id bigint references organisation,
  file_id bigint references stored_file,
  withdrawn boolean not null default false,
  revision int not null default 1,
  created_by bigint,
  created_at timestamptz not null,
  check ((platform_id is null) <> (account_id is null)),
  constraint permit_days check (valid_until is null or valid_until >= valid_from)
);
create index permit_platform on permit (platform_id, id) where platform_id is not null;
create index permit_account on permit (account_id, id) where account_id is not null;
create index permit_organisation on permit (organisation_id) where organisation_id is not null;

-- A permit as evidence for a part of a request, or (subject 'own') as a platform's own licence; each platform checks for itself.
create table permit_use (
  permit_id bigint not null references permit,
  subject text not null,
  platform_id bigint not null references platform,
  state text not null default 'given' check (state in ('given', 'confirmed', 'refused')),
  checked_by bigint,
  checked_name text,
  checked_at timestamptz,
  reason text,
  revision int not null default 1,
  given_at timestamptz not null,
  primary key (permit_id, subject)
);
create index permit_use_subject on permit_use (subject);
create index permit_use_platform on permit_use (platform_id, state, permit_id);

-- What one side states for a part of a request and the other confirms: evidence of a public purpose, whether a foreign party
-- stands behind it, that consent covers the purpose, who owns what comes of it. A new statement follows an old one.
create table request_statement (
  id bigint primary key,
  subject text not null,
  platform_id bigint not null references platform,
  kind text not null check (kind in ('evidence', 'declaration', 'consent', 'property')),
  content jsonb not null,
  file_id bigint references stored_file,
  by_platform boolean not null,
  account_id bigint,
  actor_name text not null,
  at timestamptz not null,
  state text not null default 'given' check (state in ('given', 'confirmed', 'refused')),
  checked_by bigint,
  checked_name text,
  checked_at timestamptz,
  reason text,
  revision int not null default 1
);
create index request_statement_subject on request_statement (subject, kind, id);

-- Price and, where the rules ask for one, paid contract (有偿服务合同) of a part of a request. Money is fen in the content.
create table service_contract (
  id bigint primary key,
  subject text not null unique,
  platform_id bigint not null references platform,
  policy_id text not null,
  state text not null check (state in ('draft', 'offered', 'in_force', 'cancelled')),
  content jsonb not null,
  total_fen bigint not null check (total_fen >= 0),
  cost_fen bigint not null check (cost_fen >= total_fen),
  host_signed_on date,
  host_signed_by text,
  user_signed_on date,
  user_signed_by text,
  -- In force from the later of both signatures, or from a later day that the contract names.
  in_force_from date,
  until_on date,
  number text,
  document_code text,
  -- The signed paper, where signed by hand.
  file_id bigint references stored_file,
  -- Technology contract (技术合同登记).
  registrable boolean not null default false,
  registration_number text,
  registered_on date,
  registered_at text,
  revision int not null default 1,
  created_at timestamptz not null
);
create index service_contract_platform on service_contract (platform_id, id);
create index service_contract_unregistered on service_contract (platform_id, id)
  where registrable and registration_number is null;

-- Payments and refunds of a contract. Append-only: a mistake is set right by its opposite.
create table contract_payment (
  id bigint primary key,
  contract_id bigint not null references service_contract,
  fen bigint not null check (fen <> 0),
  on_date date not null,
  reference text not null,
  account_id bigint,
  actor_name text not null,
  at timestamptz not null
);
create index contract_payment_contract on contract_payment (contract_id, id);
