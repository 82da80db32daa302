package dataset

// twcs is "Customer Support on Twitter" (Kaggle, thoughtvector), written by
// soaxelbrooke/twcs-export. Ids are renumbered; author_id is the handle of a
// brand and a number for a customer, and texts mention customers by that
// number, so it serves as the handle of both.
var twcs = &Format{
	Name:  "twcs",
	Title: "Customer Support on Twitter (twcs.csv)",
	Limits: []Limit{{HidesIgnored, "twcs was collected from the companies' replies: " +
		"a request that was never answered is not in it"}},
	marks: [][]string{{"tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"}},
	fields: sources{
		FieldID:        {"tweet_id"},
		FieldAuthor:    {"author_id"},
		FieldCreatedAt: {"created_at"},
		FieldText:      {"text"},
		FieldReplyTo:   {"in_response_to_tweet_id"},
		FieldSide:      {"inbound"},
	},
	rules:        ruleEntities,
	utc:          true,
	repostByText: true,
	finish: func(v *values, p *Post) bool {
		switch {
		case v[FieldSide] == "":
		case truthy(v[FieldSide]):
			p.Side = SideCustomer
		default:
			p.Side = SideBrand
		}
		return true
	},
}
