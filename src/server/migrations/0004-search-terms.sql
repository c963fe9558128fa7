-- Words, names and keywords of published records: what is suggested while typing, and what a mistyped word may have meant.
-- Terms are added with their records; one that no published record has any more is never shown, and goes when it is next counted.
create table search_term (
  -- Folded as search folds.
  key text collate "C" not null,
  kind text not null check (kind in ('name', 'keyword', 'word')),
  -- As first written.
  text text not null,
  -- Pinyin without tones, and its initials; null for what is not all Chinese.
  spelled text collate "C",
  initials text collate "C",
  -- Pieces of key and pinyin, by which similar terms are found.
  grams text[] not null,
  -- Published records that have it, as last counted, at most 1,000.
  records int not null default 1,
  counted_at timestamptz not null default '-infinity',
  primary key (key, kind)
);
create index search_term_spelled on search_term (spelled) where spelled is not null;
create index search_term_initials on search_term (initials) where initials is not null;
create index search_term_grams on search_term using gin (grams);
create index search_term_counted on search_term (counted_at);

-- Records whose search row changed while the index is being rebuilt beside the one in use: taken over before the two are exchanged.
create table search_change (
  seq bigint generated always as identity primary key,
  resource_id bigint not null
);
