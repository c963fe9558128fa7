-- Date of issue of a programme's instrument where its rule set gives none (a draft, or a text without its date).
alter table programme add column issued_on date;
