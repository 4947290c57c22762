-- Who was seen where, and which person that was taken to be: so that a person keeps its id, and a change of one
-- bulletin asks only for the bulletins of the names in it. linked: the person before an operator's decisions, which
-- are carried out anew each time. Derived, but for the ids.

CREATE TABLE sightings (
    name   TEXT NOT NULL,
    id     TEXT NOT NULL,
    person TEXT NOT NULL,
    linked TEXT NOT NULL,
    PRIMARY KEY (name, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_id ON sightings (id);
CREATE INDEX sightings_person ON sightings (person);
