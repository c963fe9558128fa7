-- A permit ends before its last day: its holder takes it back, or whoever issued it revokes it.
alter table permit drop column withdrawn;
alter table permit
  -- From this civil date on it stands no more.
  add column ended_on date,
  add column ended_by text check (ended_by in ('holder', 'issuer')),
  add column ended_reason text,
  -- Who recorded it, and when.
  add column ended_name text,
  add column ended_at timestamptz,
  -- Days before its end of the last reminder; null: none was sent.
  add column reminded_days int,
  add constraint permit_ended check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (ended_reason is null));
create index permit_until on permit (valid_until) where valid_until is not null and ended_on is null;

-- Costs as documented; a total stays within them where the rule said so when it was written.
alter table service_contract drop column policy_id;
alter table service_contract drop constraint service_contract_check;
alter table service_contract add column capped boolean not null default false;
alter table service_contract add constraint service_contract_within_cost
  check (cost_fen >= 0 and (not capped or total_fen <= cost_fen));

-- Named users who have been asked to accept what their request needs; gone once nothing is asked of them.
create table agreement_call (
  subject text not null,
  account_id bigint not null references account,
  asked_on date not null,
  -- How many reminders were sent, and the day of the next.
  reminded int not null default 0,
  next_on date not null,
  primary key (subject, account_id)
);
create index agreement_call_next on agreement_call (next_on);
