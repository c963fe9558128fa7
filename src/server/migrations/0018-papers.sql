-- Papers of cases: kinds are those of rule sets, numbers count on per issuer, and a paper may be taken back.
alter table issued_document
  -- Name of the kind as it was when it was issued.
  add column kind_zh text not null default '回执',
  add column kind_en text not null default 'Receipt',
  -- Whose numbers it counts in: the issuing authority.
  add column series text not null default '',
  -- `in`: what a side filed, fixed as it was filed.
  add column direction text not null default 'out' check (direction in ('in', 'out')),
  -- Rule set whose kind it is and the step it came with; null: a kind of the product's own.
  add column rule_set text,
  add column rule_set_version text,
  add column action text,
  -- What was known of the case, so that a copy without names or a corrected paper can be made.
  add column facts jsonb,
  -- Who reads it among those who see its subject (desks); null: all of them.
  add column readers text[],
  add column state text not null default 'valid' check (state in ('valid', 'withdrawn', 'replaced')),
  add column state_reason text,
  add column state_on date,
  add column state_by bigint,
  -- The paper in its place.
  add column replaced_by bigint,
  -- Of a certificate: what has become of what it certifies; kept up by whoever knows.
  add column standing jsonb;
alter table issued_document alter column kind_zh drop default, alter column kind_en drop default;
drop index issued_document_number;
create unique index issued_document_number on issued_document (coalesce(programme, ''), kind, series, year, number);

alter table document_number add column series text not null default '';
alter table document_number drop constraint document_number_pkey;
alter table document_number add primary key (programme, kind, series, year);
