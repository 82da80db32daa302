# The coded posts of IBM's conversations (github.com/IBM/twitter-customer-care-document-prediction),
# as an archive in the format of "Customer Support on Twitter":
#
#	jq -rs --slurpfile coded cmd/lastword-train/coded.jsonl -f cmd/lastword-train/cdp.jq dev.json test.json > cdp.csv
#
# A conversation is cut where its coding ends.
def posted: ((tonumber / 4194304 + 1288834974657) / 1000 | floor | strftime("%a %b %d %H:%M:%S +0000 %Y"));

INDEX($coded[] | select(.source == "cdp.csv").post_ids[]; .) as $known
| ["tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id"],
  (add[]
    | .dialogHeader as {$company, $sessionID}
    | [(.dialogContent[] | {id: .tweet_ID, text: .message, brand: has("agent")}), (.agentURL | {id: .tweet_ID, text: .url_utterance, brand: true})]
    | map(select($known[.id]))
    | range(length) as $n
    | .[$n]
    + {answers: (if $n > 0 then .[$n - 1].id else "" end)}
    | [.id, if .brand then $company else $sessionID end, if .brand then "False" else "True" end, (.id | posted), .text, "", .answers])
| @csv
