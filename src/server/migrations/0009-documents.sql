-- Documents the product issued. What a document says (`model`) never changes; its bytes follow from it.
create table issued_document (
  id bigint primary key,
  -- 16 characters without those taken for another; the address /verify/<code>.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  kind text not null,
  programme text,
  -- 回执〔2026〕12号; of one programme, kind and year each number comes once.
  year int not null,
  number int not null,
  number_text text not null,
  -- Shown to anybody who has the code: without personal data.
  title text not null,
  issuer text not null,
  issued_on date not null,
  subject_kind text,
  subject_id text,
  -- Account it was issued to.
  owner_id bigint,
  public boolean not null default false,
  model jsonb not null,
  -- The same for machines.
  data jsonb,
  created_at timestamptz not null,
  created_by bigint,
  -- Of the bytes; null until they were made.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint,
  pages int
);
create unique index issued_document_number on issued_document (coalesce(programme, ''), kind, year, number);
create index issued_document_subject on issued_document (subject_kind, subject_id);
create index issued_document_owner on issued_document (owner_id, id);

create table document_number (
  programme text not null,
  kind text not null,
  year int not null,
  last int not null,
  primary key (programme, kind, year)
);
