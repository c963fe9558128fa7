-- Who is signed in may keep a complaint among their own; nobody else sees that they did.
alter table complaint add column account_id bigint references account;
create index complaint_account on complaint (account_id, case_id) where account_id is not null;
-- Language it was written in: mails to whoever left an address go out in it.
alter table complaint add column lang text not null default 'zh-CN' check (lang in ('zh-CN', 'en'));
