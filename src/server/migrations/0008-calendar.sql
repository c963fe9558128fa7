-- Arrangements of days off and make-up working days, one row per year and word on it: nothing is changed
-- or deleted, the highest revision of a year holds.
create table calendar_year (
  year int not null check (year between 2000 and 2099),
  revision int not null check (revision >= 1),
  -- Number of the notice, 国办发明电〔2025〕7号.
  notice text,
  issued_on date,
  link text,
  -- `package`: the npm package chinese-days; `entered`: by an administrator.
  source text not null check (source in ('package', 'entered')),
  loaded_by bigint,
  loaded_by_name text not null,
  loaded_at timestamptz not null,
  primary key (year, revision)
);

create table calendar_day (
  year int not null,
  revision int not null,
  -- A year's notice may name days in the last days of the year before.
  date date not null,
  kind text not null check (kind in ('off', 'make_up')),
  name_zh text not null,
  name_en text not null,
  primary key (year, revision, date),
  foreign key (year, revision) references calendar_year (year, revision)
);
