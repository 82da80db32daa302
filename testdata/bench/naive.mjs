// What a user would do without lastword: load a twcs CSV into DuckDB, key the
// posts by brand and customer, take each pair's last reply, and judge it by
// two regular expressions. No cases, templates, intervals or report.
import { DuckDBInstance } from '@duckdb/node-api';

const file = process.argv[2];
const db = await (await DuckDBInstance.create(':memory:')).connect();
await db.run('SET threads = 2');
await db.run(`
  CREATE TABLE posts AS
  SELECT tweet_id::BIGINT AS id, author_id AS author, inbound = 'True' AS inbound,
         strptime(created_at, '%a %b %d %H:%M:%S %z %Y') AS posted, text AS body,
         TRY_CAST(in_response_to_tweet_id AS DOUBLE)::BIGINT AS parent
  FROM read_csv('${file}', header = true, all_varchar = true)`);
await db.run(`
  CREATE TABLE pairs AS
  SELECT b.author AS brand, coalesce(p.author, regexp_extract(b.body, '@(\\w+)', 1)) AS customer, b.posted, b.body, true AS reply
  FROM posts b LEFT JOIN posts p ON b.parent = p.id AND p.inbound WHERE NOT b.inbound
  UNION ALL
  SELECT coalesce(p.author, regexp_extract(c.body, '@([A-Za-z]\\w+)', 1)), c.author, c.posted, c.body, false
  FROM posts c LEFT JOIN posts p ON c.parent = p.id AND NOT p.inbound WHERE c.inbound`);
const result = await db.runAndReadAll(`
  WITH final AS (SELECT brand, customer, arg_max(body, posted) FILTER (reply) AS body FROM pairs GROUP BY ALL)
  SELECT brand, CASE
      WHEN body IS NULL THEN 'ignored'
      WHEN regexp_matches(lower(body), '\\b(dm|direct message|private message|call us|email us)\\b') THEN 'redirected'
      WHEN regexp_matches(lower(body), 'here to help|let us know|how can (we|i) help') THEN 'boilerplate'
      ELSE 'resolved' END AS outcome, count(*) AS n
  FROM final GROUP BY ALL ORDER BY n DESC LIMIT 8`);
for (const row of result.getRows()) console.log(row.join('|'));
