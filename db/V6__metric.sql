-- The names of the metrics of a search, each with the id of the first series that has it, which gives their order. The series themselves are
-- as many as runs times metrics: too many to read for a list of ten names. Of what is logged from outside there are no rows here.

CREATE TABLE metric (
    experiment_id BIGINT NOT NULL REFERENCES experiment (id),
    name          TEXT   NOT NULL,
    first_series  BIGINT NOT NULL,
    PRIMARY KEY (experiment_id, name)
) ${without_rowid};

INSERT INTO metric (experiment_id, name, first_series)
SELECT stage.experiment_id, series.name, MIN(series.id)
FROM experiment JOIN stage ON stage.experiment_id = experiment.id JOIN run ON run.stage_id = stage.id
    JOIN series ON series.run_id = run.id
WHERE experiment.definition <> ''
GROUP BY stage.experiment_id, series.name;
