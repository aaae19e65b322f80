-- What was said on a site of reviews and reached us by its notice: where it stands, and in that site's own numbers.
create table reviews_review (
  company_id uuid not null,
  interaction_id uuid not null,
  site text not null,
  -- Null where the notice showed the stars as a picture only.
  rating numeric(4, 1),
  best smallint not null check (best in (1, 5, 10)),
  "by" text not null,
  link text,
  primary key (company_id, interaction_id),
  foreign key (company_id, interaction_id) references interactions_interaction
);
select kit_wall('reviews_review', 'select, insert');
