-- Ratings whose raters the platform does not learn come to light together: one alone in a month would give its rater away.
alter table service_rating
  -- As the rules were when it was written: so many of its period at once, 1: at once.
  add column shown_with int not null default 1 check (shown_with >= 1),
  -- Whatever there is of the period is shown from this day; null: it was never held.
  add column shown_from date;
create index service_rating_held on service_rating (platform_id, shown_from, at, root_id) where shown_from is not null;
